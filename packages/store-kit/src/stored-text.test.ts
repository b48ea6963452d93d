import { character } from '@largesse/testing';
import fc from 'fast-check';
import { fromStoredText, toStoredText } from './index.js';

const anyText = fc.string({ unit: character, maxLength: 8 });
const nasty = fc
  .array(fc.constantFrom('\\', '\\u0000', '\0', '\ud83c', '\udf81', 'a', '🎁', 'u'), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const text = fc.oneof(anyText, nasty);

describe('text as it is stored', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(text, (each) => fromStoredText(toStoredText(each)) === each));
  });

  it('has no NUL and no half of a pair', () => {
    fc.assert(
      fc.property(text, (each) => {
        const stored = toStoredText(each);
        return !stored.includes('\0') && Buffer.from(stored).toString() === stored;
      }),
    );
  });

  it('is left alone if every database can keep it', () => {
    for (const each of ['', 'wallet:ann', '漢字🎁', "o'clock", 'line\nfeed', '\u0001']) {
      expect(toStoredText(each)).toBe(each);
    }
  });

  it('is another for another text', () => {
    expect(toStoredText('\\u0000')).toBe('\\\\u0000');
    expect(toStoredText('\0')).toBe('\\u0000');
    expect(toStoredText('\udf81🎁')).toBe('\\udf81🎁');
  });
});
