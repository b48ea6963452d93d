import {
  inForce,
  policies,
  priceList,
  ratio,
  type CoinsPurchased,
  type GiftSent,
  type Policy,
  type WithdrawalRequested,
} from '@largesse/domain';
import type { Check, Complaint, Step } from './invariant.js';

type Priced = CoinsPurchased | GiftSent | WithdrawalRequested;

/**
 * 7: a policy is published once, and whatever was bought, given or withdrawn names the policy
 * that was in force at its time, of those published before it, and has just the amounts that this
 * policy gives: computed here from the rules once more, not by the decisions.
 */
export const policyNeverRewritten = (): Check => {
  const published = new Set<string>();
  return {
    invariant: 'policy_never_rewritten',
    before: (step) => {
      const { event } = step.entry;
      switch (event.type) {
        case 'PolicyPublished': {
          const { version } = event.data.policy;
          const repeated = published.has(version);
          published.add(version);
          return repeated ? `policy "${version}" was published before` : undefined;
        }
        case 'CoinsPurchased':
        case 'GiftSent':
        case 'WithdrawalRequested':
          return underPolicy(step, event, published);
        case 'IdentityVerified':
        case 'PayoutMethodLinked':
        case 'PayoutConfirmed':
        case 'PayoutFailed':
          return undefined;
      }
    },
  };
};

const underPolicy = ({ folds }: Step, event: Priced, published: ReadonlySet<string>): Complaint => {
  const { policyVersion } = event.data;
  if (!published.has(policyVersion)) return `policy "${policyVersion}" is not published before it`;
  const policy = inForce(folds.state(policies, ''), event.at);
  if (policy?.version !== policyVersion)
    return `policy "${policy?.version ?? 'none'}" was in force at ${event.at}, not "${policyVersion}"`;
  const fault = faultOf(event, policy);
  return fault && `policy "${policyVersion}" gives ${fault}`;
};

const faultOf = (event: Priced, policy: Policy): Complaint => {
  switch (event.type) {
    case 'CoinsPurchased':
      return purchaseFault(event.data, policy);
    case 'GiftSent':
      return giftFault(event.data, policy);
    case 'WithdrawalRequested':
      return withdrawalFault(event.data, policy);
  }
};

/** The first of some amounts that is not as it should be. */
const firstFault = (
  rows: readonly (readonly [field: string, right: bigint, found: bigint])[],
): Complaint => {
  const [wrong] = rows.filter(([, right, found]) => right !== found);
  return wrong && `${wrong[0]} ${String(wrong[1])}, not ${String(wrong[2])}`;
};

const purchaseFault = (data: CoinsPurchased['data'], policy: Policy): Complaint => {
  const sold = priceList(policy).package({ ...data, id: data.packageId });
  if (sold === undefined)
    return `no package "${data.packageId}" on ${data.channel} in ${data.region}`;
  if (sold.currency !== data.currency) return `a price in ${sold.currency}, not ${data.currency}`;
  return firstFault([
    ['coins', BigInt(sold.coins) + BigInt(sold.bonusCoins), data.coins],
    ['price', BigInt(sold.price), data.price],
    ['tax', BigInt(sold.tax), data.tax],
    ['storeFee', BigInt(sold.storeFee), data.storeFee],
  ]);
};

const giftFault = (data: GiftSent['data'], policy: Policy): Complaint => {
  const gift = priceList(policy).gift(data.giftId);
  if (gift === undefined) return `no gift "${data.giftId}"`;
  if (gift.name !== data.giftName) return `the name "${gift.name}", not "${data.giftName}"`;
  const cost = BigInt(gift.coins) * BigInt(data.quantity);
  const { p, q } = ratio(policy.diamondsPerCoin);
  const worth = (cost * 10_000n * p) / q;
  const share = (cost * BigInt(10_000 - policy.commissionBps) * p) / q;
  return firstFault([
    ['coins', cost, data.coins],
    ['worth', worth, data.worth],
    ['share', share, data.share],
    ['commission', worth - share, data.commission],
  ]);
};

const withdrawalFault = (data: WithdrawalRequested['data'], policy: Policy): Complaint => {
  const { currencies, minimumDiamonds } = policy.payout;
  const terms = currencies.find(({ currency }) => currency === data.currency);
  if (terms === undefined) return `no payout in ${data.currency}`;
  const count = data.diamonds / 10_000n;
  if (count * 10_000n !== data.diamonds) return 'payouts of whole diamonds only';
  if (count < BigInt(minimumDiamonds)) return `${String(minimumDiamonds)} diamonds as the least`;
  const { p, q } = ratio(terms.minorPerDiamond);
  const fee = BigInt(terms.fee);
  const net = (count * p) / q - fee;
  if (net <= 0n) return 'no payout for so few diamonds';
  return firstFault([
    ['fee', fee, data.fee],
    ['net', net, data.net],
  ]);
};
