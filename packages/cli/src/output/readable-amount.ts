import { formatAmount, type Balance } from '@largesse/domain';

/** An amount for people: thousands apart, money in major units, with the name of what it counts. */
export const readableAmount = ({ asset, amount }: Pick<Balance, 'asset' | 'amount'>): string => {
  switch (asset) {
    case 'COIN':
      return `${grouped(String(amount))} ${amount === 1n ? 'coin' : 'coins'}`;
    case 'DIAMOND':
      return `${grouped(formatAmount({ asset, amount }))} diamonds`;
    default:
      return `${grouped(majorUnits(amount, fractionDigits(asset)))} ${asset}`;
  }
};

/** How many digits of a currency are minor units, as ISO 4217 says; 2 for one that is unknown. */
const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

const majorUnits = (amount: bigint, digits: number): string => {
  const sign = amount < 0n ? '-' : '';
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
};

const grouped = (digits: string): string => {
  const [whole = '', fraction] = digits.split('.');
  const apart = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
};
