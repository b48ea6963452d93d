import { Seen } from './seen.js';

test.each([1, 3, 100])('in sets of %d, a text was seen from its second time on', (most) => {
  const seen = new Seen(most);
  const texts = Array.from({ length: 20 }, (_, i) => `c${String(i)}`);
  for (const text of texts) expect(seen.again(text)).toBe(false);
  for (const text of texts) expect(seen.again(text)).toBe(true);
  expect(seen.again('another')).toBe(false);
});

test('no set is asked to hold more than it may', () => {
  const add = jest.spyOn(Set.prototype, 'add');
  const seen = new Seen(3);
  for (let i = 0; i < 20; i += 1) seen.again(String(i));
  const sizes = add.mock.contexts.map((set) => (set as ReadonlySet<string>).size); // what `add` is called on
  add.mockRestore();
  expect(sizes).toHaveLength(20);
  expect(Math.max(...sizes)).toBe(3);
});
