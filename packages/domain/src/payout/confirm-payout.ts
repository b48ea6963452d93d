import type { Decision } from '@largesse/core';
import { either as E, function as F } from 'fp-ts';
import type * as t from 'io-ts';
import { commandCodec } from '../codec/command-codec.js';
import { Id, Text } from '../codec/scalar.js';
import { accept } from '../outcome.js';
import { openRequest, settlementReads } from './settle.js';
import type { PayoutConfirmed, PayoutFailed, WithdrawalRequested } from './withdrawal-events.js';
import type { Withdrawal } from './withdrawal.js';

export const ConfirmPayout = commandCodec('ConfirmPayout', { withdrawalId: Id, reference: Text });
export interface ConfirmPayout extends t.TypeOf<typeof ConfirmPayout> {}

export const confirmPayout = {
  emits: ['PayoutConfirmed'],
  reads: settlementReads,
  decide: (command, state) =>
    F.pipe(
      openRequest(command, state.withdrawal),
      E.chainW(({ creatorId, diamonds, currency, net, fee }) => {
        const { at, withdrawalId, reference } = command;
        const data = { creatorId, withdrawalId, reference, diamonds, currency, net, fee };
        return accept({ type: 'PayoutConfirmed', at, data });
      }),
    ),
} satisfies Decision<
  ConfirmPayout,
  { withdrawal: Withdrawal },
  WithdrawalRequested | PayoutConfirmed | PayoutFailed,
  unknown
>;
