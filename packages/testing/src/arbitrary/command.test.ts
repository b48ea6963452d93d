import { commandCodecs, decodeCommand } from '@largesse/domain';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import { command } from './command.js';

test('every arbitrary command is one that the codecs let through as it is', () => {
  fc.assert(
    fc.property(command(), (any) => {
      expect(decodeCommand(any)).toEqual(E.right(any));
    }),
  );
});

test('the types asked for come, and no others', () => {
  const types = fc.sample(command('SendGift', 'Withdraw'), { numRuns: 50, seed: 1 });
  expect(new Set(types.map(({ type }) => type))).toEqual(new Set(['SendGift', 'Withdraw']));
  const all = fc.sample(command(), { numRuns: 300, seed: 1 });
  expect(new Set(all.map(({ type }) => type))).toEqual(new Set(Object.keys(commandCodecs)));
});
