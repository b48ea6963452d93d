import { text } from '@largesse/testing';
import * as fc from 'fast-check';
import { paymentKey } from './coins-purchased.js';

const part = fc.oneof(
  text(),
  fc.string({
    unit: fc.constantFrom(':', '%', '3', 'A', '2', '5', 'a'),
    minLength: 1,
    maxLength: 6,
  }),
);
const payment = fc.record({ provider: part, reference: part });

test('different payments have different keys', () => {
  fc.assert(
    fc.property(payment, payment, (a, b) => {
      const same = a.provider === b.provider && a.reference === b.reference;
      expect(paymentKey(a) === paymentKey(b)).toBe(same);
    }),
    { numRuns: 2000 },
  );
});

test('a key can be read back: nothing of a payment is lost', () => {
  fc.assert(
    fc.property(payment, ({ provider, reference }) => {
      const key = paymentKey({ provider, reference });
      const colon = key.indexOf(':');
      expect(key.slice(colon + 1)).toBe(reference);
      expect(key.slice(0, colon).replaceAll('%3A', ':').replaceAll('%25', '%')).toBe(provider);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [
    { provider: 'a', reference: 'b:c' },
    { provider: 'a:b', reference: 'c' },
  ],
  [
    { provider: 'a:b', reference: 'c' },
    { provider: 'a%3Ab', reference: 'c' },
  ],
  [
    { provider: '%', reference: ':' },
    { provider: '%:', reference: '' },
  ],
])('%j is not %j', (a, b) => {
  expect(paymentKey(a)).not.toBe(paymentKey(b));
});
