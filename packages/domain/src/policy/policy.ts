import * as t from 'io-ts';
import { closed } from '../codec/closed.js';
import { Currency, Id, Instant, RatioText, Text, integer, oneOf } from '../codec/scalar.js';
import { uniqueList } from '../codec/unique-list.js';

/** Something a viewer can send, at a price in whole coins. */
export const Gift = closed('gift', { id: Id, name: Text, coins: integer(1) });
export interface Gift extends t.TypeOf<typeof Gift> {}

export const Channel = oneOf('ios', 'android', 'web');

const PackageFields = closed('package', {
  id: Id,
  channel: Channel,
  region: Text,
  coins: integer(1),
  bonusCoins: integer(0),
  currency: Currency,
  /** In minor units, with tax and store fee. */
  price: integer(1),
  tax: integer(0),
  storeFee: integer(0),
});

/** Coins for sale on one channel in one region. */
export interface Package extends t.TypeOf<typeof PackageFields> {}

const pricedRight = (value: Package): boolean =>
  BigInt(value.tax) + BigInt(value.storeFee) <= BigInt(value.price);

const Package: t.Type<Package> = new t.Type(
  PackageFields.name,
  (value): value is Package => PackageFields.is(value) && pricedRight(value),
  (value, context) => {
    const result = PackageFields.validate(value, context);
    if (result._tag === 'Left' || pricedRight(result.right)) return result;
    const field = t.appendContext(context, 'tax', t.never, result.right.tax);
    const message = 'tax and storeFee together exceed the price';
    return t.failures([{ value: result.right.tax, context: field, message }]);
  },
  t.identity,
);

/** Of a sold package: id, channel and region name it. Neither of the first two holds a space. */
export const packageKey = (value: Pick<Package, 'id' | 'channel' | 'region'>): string =>
  `${value.id} ${value.channel} ${value.region}`;

const PayoutCurrency = closed('payout currency', {
  currency: Currency,
  minorPerDiamond: RatioText,
  /** In minor units, taken from each payout. */
  fee: integer(0),
});
export interface PayoutCurrency extends t.TypeOf<typeof PayoutCurrency> {}

/** Everything the platform fixes: what is on sale, what gifts cost, and at which rates. */
export const Policy = closed('policy', {
  version: Text,
  effectiveFrom: Instant,
  gifts: uniqueList(Gift, 'id', (gift) => gift.id),
  packages: uniqueList(Package, 'id', packageKey),
  diamondsPerCoin: RatioText,
  commissionBps: integer(0, 10_000),
  payout: closed('payout terms', {
    currencies: uniqueList(PayoutCurrency, 'currency', ({ currency }) => currency),
    /** In whole diamonds. */
    minimumDiamonds: integer(0),
  }),
});
export interface Policy extends t.TypeOf<typeof Policy> {}
