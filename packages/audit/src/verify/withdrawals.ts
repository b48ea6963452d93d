import type { PayoutConfirmed, PayoutFailed, WithdrawalRequested } from '@largesse/domain';
import type { Check, Complaint, Step } from './invariant.js';

/** What a creator's withdrawals are in all, in ten-thousandths of a diamond. */
interface Totals {
  readonly requested: bigint;
  readonly paid: bigint;
  readonly returned: bigint;
}

/**
 * 6: a withdrawal is requested once and settled at most once, as it was requested; of each
 * creator, what was requested is what was paid, is in payout, or was returned.
 */
export const withdrawalSettledOnce = (): Check => {
  const requests = new Map<string, WithdrawalRequested['data']>();
  const settled = new Set<string>();
  const totals = new Map<string, Totals>();
  const one = (event: WithdrawalRequested | PayoutConfirmed | PayoutFailed): Complaint => {
    const { withdrawalId: id } = event.data;
    const request = requests.get(id);
    if (event.type === 'WithdrawalRequested') {
      if (request === undefined) requests.set(id, event.data);
      return request && `withdrawal "${id}" was requested before`;
    }
    if (request === undefined) return `nobody requested withdrawal "${id}"`;
    if (settled.has(id)) return `withdrawal "${id}" was settled before`;
    settled.add(id);
    const differs = settledOtherwise(request, event);
    return differs && `withdrawal "${id}" is settled with another ${differs} than was requested`;
  };
  const all = ({ folds: { books } }: Step, creatorId: string): Complaint => {
    const { requested, paid, returned } = totals.get(creatorId) ?? NONE;
    const inPayout = books.creators.states.get(creatorId)?.state.inPayout ?? 0n;
    const right = paid + inPayout + returned;
    if (requested === right) return undefined;
    // What went wrong once is not blamed on the withdrawals after it.
    totals.set(creatorId, { requested: right, paid, returned });
    return `requested ${String(requested)} are not paid ${String(paid)}, in payout ${String(inPayout)} and returned ${String(returned)}`;
  };
  return {
    invariant: 'withdrawal_settled_once',
    after: (step) => {
      const { event } = step.entry;
      switch (event.type) {
        case 'WithdrawalRequested':
        case 'PayoutConfirmed':
        case 'PayoutFailed': {
          count(totals, event);
          const sum = all(step, event.data.creatorId);
          return one(event) ?? sum;
        }
        case 'PolicyPublished':
        case 'CoinsPurchased':
        case 'GiftSent':
        case 'IdentityVerified':
        case 'PayoutMethodLinked':
          return undefined;
      }
    },
  };
};

const NONE: Totals = { requested: 0n, paid: 0n, returned: 0n };

const field = {
  WithdrawalRequested: 'requested',
  PayoutConfirmed: 'paid',
  PayoutFailed: 'returned',
} as const;

const count = (
  totals: Map<string, Totals>,
  { type, data }: WithdrawalRequested | PayoutConfirmed | PayoutFailed,
): void => {
  const before = totals.get(data.creatorId) ?? NONE;
  const changed = field[type];
  totals.set(data.creatorId, { ...before, [changed]: before[changed] + data.diamonds });
};

const settledOtherwise = (
  request: WithdrawalRequested['data'],
  { type, data }: PayoutConfirmed | PayoutFailed,
): string | undefined => {
  if (data.creatorId !== request.creatorId) return 'creator';
  if (data.diamonds !== request.diamonds) return 'amount of diamonds';
  if (type === 'PayoutFailed') return undefined;
  if (data.currency !== request.currency) return 'currency';
  if (data.net !== request.net) return 'net';
  return data.fee === request.fee ? undefined : 'fee';
};
