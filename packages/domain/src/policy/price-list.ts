import { ratio, type Ratio } from '../amount/ratio.js';
import { packageKey, type Gift, type Package, type PayoutCurrency, type Policy } from './policy.js';

/** A policy made ready for look-ups: by id, with its ratios read. */
export interface PriceList {
  readonly version: string;
  readonly gift: (id: string) => Gift | undefined;
  readonly package: (wanted: Pick<Package, 'id' | 'channel' | 'region'>) => Package | undefined;
  readonly payout: (currency: string) => { readonly rate: Ratio; readonly fee: number } | undefined;
  readonly diamondsPerCoin: Ratio;
  readonly commissionBps: bigint;
  readonly minimumDiamonds: number;
}

const prepared = new WeakMap<Policy, PriceList>();

/** The price list of a policy, made once for each. */
export const priceList = (policy: Policy): PriceList => {
  const known = prepared.get(policy);
  if (known !== undefined) return known;
  const list = prepare(policy);
  prepared.set(policy, list);
  return list;
};

const prepare = (policy: Policy): PriceList => {
  const gifts = new Map(policy.gifts.map((gift) => [gift.id, gift]));
  const packages = new Map(policy.packages.map((item) => [packageKey(item), item]));
  const payouts = new Map(policy.payout.currencies.map((terms) => [terms.currency, payout(terms)]));
  return {
    version: policy.version,
    gift: (id) => gifts.get(id),
    package: (wanted) => packages.get(packageKey(wanted)),
    payout: (currency) => payouts.get(currency),
    diamondsPerCoin: ratio(policy.diamondsPerCoin),
    commissionBps: BigInt(policy.commissionBps),
    minimumDiamonds: policy.payout.minimumDiamonds,
  };
};

const payout = ({ minorPerDiamond, fee }: PayoutCurrency) => ({
  rate: ratio(minorPerDiamond),
  fee,
});
