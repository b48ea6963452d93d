import type { Tag } from '@largesse/core';
import { minus } from '../amount/amount.js';
import { CoinsText, MoneyText } from '../codec/amount-text.js';
import { closed } from '../codec/closed.js';
import { Currency, Id, Text } from '../codec/scalar.js';
import { defineEvent, type Defined } from '../event/define-event.js';
import { account } from '../ledger/account.js';
import { post } from '../ledger/posting.js';
import { Channel } from '../policy/policy.js';

/** What names a payment: who took it, and under which reference. */
export interface PaymentId {
  readonly provider: string;
  readonly reference: string;
}

/** One text for a payment. The provider's colons are escaped, so that no two payments share it. */
export const paymentKey = ({ provider, reference }: PaymentId): string =>
  `${provider.replace(/[%:]/g, encodeURIComponent)}:${reference}`;

export const paymentTag = (key: string): Tag => `payment:${key}`;

export const walletTag = (id: string): Tag => `wallet:${id}`;

/** A payment credited coins to a wallet. */
export const coinsPurchased = defineEvent({
  type: 'CoinsPurchased',
  data: closed('coins purchased', {
    walletId: Id,
    packageId: Id,
    channel: Channel,
    region: Text,
    payment: closed('payment', { provider: Text, reference: Text }),
    /** Credited in all, the bonus with them. */
    coins: CoinsText,
    currency: Currency,
    price: MoneyText,
    tax: MoneyText,
    storeFee: MoneyText,
    policyVersion: Text,
  }),
  tags: (data) => [walletTag(data.walletId), paymentTag(paymentKey(data.payment))],
  postings: ({ walletId, coins, currency, price, tax, storeFee }) => [
    post(account.wallet(walletId), 'COIN', coins),
    post(account.coinsIssued, 'COIN', -coins),
    post(account.proceeds, currency, minus(minus(price, tax), storeFee)),
    post(account.storeFees, currency, storeFee),
    post(account.tax, currency, tax),
    post(account.payments, currency, -price),
  ],
});
export type CoinsPurchased = Defined<typeof coinsPurchased>;
