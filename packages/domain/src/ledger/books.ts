import { keyedFold, type KeyedFold, type Positioned } from '@largesse/core';
import { earnings, type Earnings } from '../creator/earnings.js';
import type { GiftingEvent } from '../event/gifting-events.js';
import { commission } from '../platform/commission.js';
import { revenue } from '../platform/revenue.js';
import { wallet } from '../wallet/wallet.js';
import { account } from './account.js';
import { sortBalances, type Balance } from './balance.js';
import type { Asset } from './posting.js';

/** The folds of a whole log, and every balance that comes of them. */
export class Books {
  readonly wallets = keyedFold(wallet);
  readonly creators = keyedFold(earnings);
  readonly commission = keyedFold(commission);
  readonly revenue = keyedFold(revenue);

  /** Folds an event; a repeat changes nothing. */
  add({ event, position }: Positioned<GiftingEvent>): void {
    switch (event.type) {
      case 'CoinsPurchased':
        this.wallets.add({ event, position });
        this.revenue.add({ event, position });
        return;
      case 'GiftSent':
        this.wallets.add({ event, position });
        this.creators.add({ event, position });
        this.commission.add({ event, position });
        return;
      case 'WithdrawalRequested':
      case 'PayoutFailed':
        this.creators.add({ event, position });
        return;
      case 'PayoutConfirmed':
        this.creators.add({ event, position });
        this.revenue.add({ event, position });
        return;
      case 'PolicyPublished':
      case 'IdentityVerified':
      case 'PayoutMethodLinked':
        return;
    }
  }

  /** Every account that was ever touched, at zero too. */
  balances(): readonly Balance[] {
    return sortBalances([
      ...each(this.wallets, ({ coins }, id) => [balance(account.wallet(id), 'COIN', coins)]),
      ...each(this.creators, ofCreator),
      ...each(this.commission, ({ diamonds }) => [
        balance(account.commission, 'DIAMOND', diamonds),
      ]),
      ...each(this.revenue, ({ sales, payoutFees }) => [
        ...Object.entries(sales).flatMap(([currency, { proceeds, storeFees, tax }]) => [
          balance(account.proceeds, currency, proceeds),
          balance(account.storeFees, currency, storeFees),
          balance(account.tax, currency, tax),
        ]),
        ...Object.entries(payoutFees).map(([currency, fees]) =>
          balance(account.payoutFees, currency, fees),
        ),
      ]),
    ]);
  }
}

const balance = (name: string, asset: Asset, amount: bigint): Balance => ({
  account: name,
  asset,
  amount,
});

const each = <S>(
  { states }: Pick<KeyedFold<S, never>, 'states'>,
  rows: (state: S, key: string) => readonly Balance[],
): readonly Balance[] => [...states].flatMap(([key, { state }]) => rows(state, key));

const ofCreator = ({ available, inPayout, paid }: Earnings, id: string): readonly Balance[] => [
  balance(account.creator(id), 'DIAMOND', available),
  ...(inPayout === undefined ? [] : [balance(account.creatorInPayout(id), 'DIAMOND', inPayout)]),
  ...Object.entries(paid).map(([currency, net]) => balance(account.creatorPaid(id), currency, net)),
];
