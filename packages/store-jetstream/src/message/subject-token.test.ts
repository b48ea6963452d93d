import { character } from '@largesse/testing';
import fc from 'fast-check';
import { subjectToken } from './subject-token.js';

const odd = [
  '',
  '_',
  '=',
  '.',
  '*',
  '>',
  ' ',
  '=002e',
  '\0',
  '\ud83c',
  '\udf81',
  '🎁',
  'é',
  'a.b',
  '$',
];

/** Any units, half surrogate pairs too, and what the encoding itself writes. */
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('=', '0', '2', 'e', '.', 'x', '\ud83c', '\udf81') }),
  fc.constantFrom(...odd),
  fc.string({ minLength: 100, maxLength: 400 }),
);

test('every text is one token that NATS takes, of no more than 160 characters', () => {
  fc.assert(
    fc.property(text, (id) => {
      expect(subjectToken(id)).toMatch(/^[\w:@/=-]{1,160}$/);
    }),
  );
});

test('different texts are different tokens', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(subjectToken(a) === subjectToken(b)).toBe(a === b);
    }),
  );
});

test('tokens that are cut to a hash meet no other', () => {
  const long = 'x'.repeat(200);
  const hashed = subjectToken(long);
  expect(hashed).toMatch(/^=x[0-9a-f]{64}$/);
  expect(subjectToken(hashed)).not.toBe(hashed);
  expect(subjectToken(`${long}y`)).not.toBe(hashed);
});

test('usual ids stand as they are', () => {
  expect(subjectToken('ann')).toBe('ann');
  expect(subjectToken('stripe:pi_1')).toBe('stripe:pi_1');
  expect(subjectToken('a.b c')).toBe('a=002eb=0020c');
});
