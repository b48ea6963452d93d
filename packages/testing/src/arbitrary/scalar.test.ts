import * as fc from 'fast-check';
import { character } from './scalar.js';

test('strings of characters come from every plane, without halves of pairs', () => {
  const seen: string[] = [];
  const collect = fc.property(fc.string({ unit: character }), (each) => void seen.push(each));
  fc.assert(collect, { numRuns: 5_000 });
  const planes = new Set(
    seen
      .join('')
      .match(/./gsu)
      ?.map((each) => (each.codePointAt(0) ?? 0) >> 16),
  );
  expect(planes.size).toBe(17);
  expect(seen.every((each) => each.isWellFormed())).toBe(true);
});

test('a character can be shrunk from; half a pair, two characters and none cannot', () => {
  for (const each of ['a', '\0', '\ud7ff', '\ue000', '\uffff', '🎁', '\u{10ffff}'])
    expect(character.canShrinkWithoutContext(each)).toBe(true);
  for (const each of ['', 'ab', '\ud83c', '\udf81', 1, null])
    expect(character.canShrinkWithoutContext(each)).toBe(false);
});
