import type { Decision } from '@largesse/core';
import { either as E, function as F } from 'fp-ts';
import type * as t from 'io-ts';
import { commandCodec } from '../codec/command-codec.js';
import { Id, Text } from '../codec/scalar.js';
import { accept } from '../outcome.js';
import { openRequest, settlementReads } from './settle.js';
import type { PayoutConfirmed, PayoutFailed, WithdrawalRequested } from './withdrawal-events.js';
import type { Withdrawal } from './withdrawal.js';

export const FailPayout = commandCodec('FailPayout', { withdrawalId: Id, reason: Text });
export interface FailPayout extends t.TypeOf<typeof FailPayout> {}

export const failPayout = {
  emits: ['PayoutFailed'],
  reads: settlementReads,
  decide: (command, state) =>
    F.pipe(
      openRequest(command, state.withdrawal),
      E.chainW(({ creatorId, diamonds }) => {
        const { at, withdrawalId, reason } = command;
        return accept({
          type: 'PayoutFailed',
          at,
          data: { creatorId, withdrawalId, reason, diamonds },
        });
      }),
    ),
} satisfies Decision<
  FailPayout,
  { withdrawal: Withdrawal },
  WithdrawalRequested | PayoutConfirmed | PayoutFailed,
  unknown
>;
