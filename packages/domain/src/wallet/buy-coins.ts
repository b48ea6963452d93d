import type { Decision } from '@largesse/core';
import type * as t from 'io-ts';
import { coins, money } from '../amount/amount.js';
import { closed } from '../codec/closed.js';
import { commandCodec } from '../codec/command-codec.js';
import { Currency, Id, Text, integer } from '../codec/scalar.js';
import { accept, refuse } from '../outcome.js';
import { inForce, policies, type Policies } from '../policy/policies.js';
import { Channel } from '../policy/policy.js';
import { priceList } from '../policy/price-list.js';
import type { PolicyPublished } from '../policy/policy-published.js';
import { paymentKey, type CoinsPurchased } from './coins-purchased.js';
import { payment, type Payment } from './payment.js';

export const BuyCoins = commandCodec('BuyCoins', {
  walletId: Id,
  packageId: Id,
  channel: Channel,
  region: Text,
  payment: closed('payment', {
    provider: Text,
    reference: Text,
    /** In minor units of the currency. */
    amount: integer(0),
    currency: Currency,
  }),
});
export interface BuyCoins extends t.TypeOf<typeof BuyCoins> {}

export const buyCoins = {
  emits: ['CoinsPurchased'],
  reads: (command) => ({
    policies: { projection: policies, key: '', guardedBy: ['PolicyPublished'] },
    payment: {
      projection: payment,
      key: paymentKey(command.payment),
      guardedBy: ['CoinsPurchased'],
    },
  }),
  decide: ({ at, walletId, packageId: id, channel, region, payment: paid }, state) => {
    const policy = inForce(state.policies, at);
    if (policy === undefined) return refuse('policy_not_found', `no policy is in force at ${at}`);
    const sold = priceList(policy).package({ id, channel, region });
    if (sold === undefined)
      return refuse('package_not_found', `package "${id}" is not sold on ${channel} in ${region}`);
    const { price, tax, storeFee, currency } = sold;
    if (paid.amount !== price || paid.currency !== currency)
      return refuse('payment_amount_mismatch', `the package costs ${String(price)} ${currency}`);
    if (state.payment.used)
      return refuse('payment_already_used', `payment "${paid.reference}" credited coins before`);
    return accept({
      type: 'CoinsPurchased',
      at,
      data: {
        walletId,
        packageId: id,
        channel,
        region,
        payment: { provider: paid.provider, reference: paid.reference },
        coins: coins(BigInt(sold.coins) + BigInt(sold.bonusCoins)),
        currency,
        price: money(price),
        tax: money(tax),
        storeFee: money(storeFee),
        policyVersion: policy.version,
      },
    });
  },
} satisfies Decision<
  BuyCoins,
  { policies: Policies; payment: Payment },
  CoinsPurchased | PolicyPublished,
  unknown
>;
