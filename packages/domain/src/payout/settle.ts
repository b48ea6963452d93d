import { either as E } from 'fp-ts';
import { refuse, type Refusal } from '../outcome.js';
import { withdrawal, type Withdrawal, type WithdrawalRequest } from './withdrawal.js';
import type { PayoutConfirmed, PayoutFailed } from './withdrawal-events.js';

const settlements: readonly (PayoutConfirmed | PayoutFailed)['type'][] = [
  'PayoutConfirmed',
  'PayoutFailed',
];

/** What both settlements of a withdrawal read: there is one of them, once. */
export const settlementReads = ({ withdrawalId }: { readonly withdrawalId: string }) => ({
  withdrawal: { projection: withdrawal, key: withdrawalId, guardedBy: settlements },
});

/** The request that is open to be settled, or why there is none. */
export const openRequest = (
  { withdrawalId }: { readonly withdrawalId: string },
  { status, request }: Withdrawal,
): E.Either<Refusal<'withdrawal_not_found' | 'withdrawal_already_settled'>, WithdrawalRequest> => {
  if (request === undefined)
    return refuse('withdrawal_not_found', `nobody requested withdrawal "${withdrawalId}"`);
  if (status !== 'requested')
    return refuse('withdrawal_already_settled', `withdrawal "${withdrawalId}" is ${status}`);
  return E.right(request);
};
