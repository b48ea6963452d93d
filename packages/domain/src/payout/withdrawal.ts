import type { Projection } from '@largesse/core';
import {
  withdrawalTag,
  type PayoutConfirmed,
  type PayoutFailed,
  type WithdrawalRequested,
} from './withdrawal-events.js';

/** What was asked for, with the amounts fixed then. */
export type WithdrawalRequest = WithdrawalRequested['data'];

/** How far a withdrawal is. `request` is absent while nobody has asked for it. */
export interface Withdrawal {
  readonly status: 'unknown' | 'requested' | 'confirmed' | 'failed';
  readonly request?: WithdrawalRequest;
}

type WithdrawalEvent = WithdrawalRequested | PayoutConfirmed | PayoutFailed;

export const withdrawal: Projection<Withdrawal, WithdrawalEvent> = {
  name: 'withdrawal',
  version: 1,
  types: ['WithdrawalRequested', 'PayoutConfirmed', 'PayoutFailed'],
  tags: (id) => [withdrawalTag(id)],
  keyOf: (event) => event.data.withdrawalId,
  initial: () => ({ status: 'unknown' }),
  apply: (draft, event) => {
    switch (event.type) {
      case 'WithdrawalRequested':
        draft.status = 'requested';
        draft.request = event.data;
        return;
      case 'PayoutConfirmed':
        draft.status = 'confirmed';
        return;
      case 'PayoutFailed':
        draft.status = 'failed';
        return;
    }
  },
};
