import { account, type Balance, type Books, type GiftingEvent } from '@largesse/domain';
import type { Check, Step } from './invariant.js';
import { LiveFolds } from './live-folds.js';
import type { LogFolds } from './log-folds.js';

/**
 * 8: replayed, live, and resumed from a snapshot, every state is the same, byte for byte, when
 * the log ends; and after each event the folds have the balances of the ledger, which is made
 * from postings alone.
 */
export const foldsAgree = (folds: LogFolds): Check => {
  const live = folds.all.map((fold) => new LiveFolds(fold));
  const byType = new Map<string, LiveFolds<GiftingEvent>[]>();
  for (const fold of live)
    for (const type of fold.types) byType.set(type, [...(byType.get(type) ?? []), fold]);
  return {
    invariant: 'folds_agree',
    after: ({ taken, entry: { event }, folds: { books, ledger } }: Step) => {
      if (taken !== undefined) for (const fold of byType.get(event.type) ?? []) fold.add(taken);
      const wrong = touched(books, event).find(
        (balance) => ledger.balance(balance.account, balance.asset) !== balance.amount,
      );
      return wrong && disagreement(wrong, ledger.balance(wrong.account, wrong.asset));
    },
    atEnd: () => live.flatMap((fold) => [...fold.differences()]),
  };
};

const disagreement = (folded: Balance, posted: bigint): string =>
  `${folded.account} is ${String(folded.amount)} by the folds, ${String(posted)} by the ledger`;

/** The balances that an event changes, as the folds have them. */
const touched = (books: Books, event: GiftingEvent): readonly Balance[] => {
  switch (event.type) {
    case 'PolicyPublished':
    case 'IdentityVerified':
    case 'PayoutMethodLinked':
      return [];
    case 'CoinsPurchased': {
      const { walletId, currency } = event.data;
      return [...ofWallet(books, walletId), ...ofSales(books, currency)];
    }
    case 'GiftSent': {
      const kept = books.commission.states.get('')?.state.diamonds ?? 0n;
      const { walletId, creatorId } = event.data;
      return [
        ...ofWallet(books, walletId),
        ...ofCreator(books, creatorId),
        { account: account.commission, asset: 'DIAMOND', amount: kept },
      ];
    }
    case 'WithdrawalRequested':
    case 'PayoutFailed':
      return ofCreator(books, event.data.creatorId);
    case 'PayoutConfirmed': {
      const { creatorId, currency } = event.data;
      const paid = books.creators.states.get(creatorId)?.state.paid[currency] ?? 0n;
      const fees = books.revenue.states.get('')?.state.payoutFees[currency] ?? 0n;
      return [
        ...ofCreator(books, creatorId),
        { account: account.creatorPaid(creatorId), asset: currency, amount: paid },
        { account: account.payoutFees, asset: currency, amount: fees },
      ];
    }
  }
};

const ofWallet = ({ wallets }: Books, id: string): readonly Balance[] => [
  {
    account: account.wallet(id),
    asset: 'COIN',
    amount: wallets.states.get(id)?.state.coins ?? 0n,
  },
];

const ofCreator = ({ creators }: Books, id: string): readonly Balance[] => {
  const { available = 0n, inPayout } = creators.states.get(id)?.state ?? {};
  return [
    { account: account.creator(id), asset: 'DIAMOND', amount: available },
    ...(inPayout === undefined
      ? []
      : [{ account: account.creatorInPayout(id), asset: 'DIAMOND', amount: inPayout }]),
  ];
};

const ofSales = ({ revenue }: Books, currency: string): readonly Balance[] => {
  const sales = revenue.states.get('')?.state.sales[currency];
  return [
    { account: account.proceeds, asset: currency, amount: sales?.proceeds ?? 0n },
    { account: account.storeFees, asset: currency, amount: sales?.storeFees ?? 0n },
    { account: account.tax, asset: currency, amount: sales?.tax ?? 0n },
  ];
};
