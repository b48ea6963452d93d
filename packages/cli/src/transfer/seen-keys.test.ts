import { SeenKeys } from './seen-keys.js';

test('a key that came is known, and others hardly ever', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `c-${String(i)}`);
  const seen = new SeenKeys();
  // One in 13,000 would share a bit with another by chance.
  expect(keys.filter((key) => seen.add(key)).length).toBeLessThan(20);
  expect(keys.every((key) => seen.add(key))).toBe(true);
});
