import type { Positioned } from '@largesse/core';
import type { GiftingEvent, GiftSent } from '@largesse/domain';
import { readableAmount } from '../output/readable-amount.js';

const coins = (amount: bigint): string => readableAmount({ asset: 'COIN', amount });
const diamonds = (amount: bigint): string => readableAmount({ asset: 'DIAMOND', amount });

const time = (at: string): string => at.slice(11, 19);

/** A gift as an overlay of the stream shows it. */
export const giftLine = ({ event: { at, data } }: Positioned<GiftSent>): string => {
  const what = `${data.walletId} sends ${String(data.quantity)} x ${data.giftName}`.padEnd(34);
  return `${time(at)}  ${what} ${coins(data.coins).padStart(12)}  ${diamonds(data.share)} for ${data.creatorId}\n`;
};

/** What happened, in a sentence; nothing for gifts, which the overlay shows. */
export const sentence = (event: GiftingEvent): string => {
  const { at } = event;
  const says = what(event);
  return says === undefined ? '' : `${time(at)}  ${says}\n`;
};

const what = ({ type, data }: GiftingEvent): string | undefined => {
  switch (type) {
    case 'GiftSent':
      return undefined;
    case 'PolicyPublished':
      return `policy ${data.policy.version} is in force`;
    case 'CoinsPurchased': {
      const price = readableAmount({ asset: data.currency, amount: data.price });
      return `${data.walletId} buys ${coins(data.coins)} for ${price}`;
    }
    case 'IdentityVerified':
      return `the identity of ${data.creatorId} is verified`;
    case 'PayoutMethodLinked':
      return `${data.creatorId} links ${data.kind} account ${data.payoutMethodId}`;
    case 'WithdrawalRequested': {
      const { currency } = data;
      const net = readableAmount({ asset: currency, amount: data.net });
      const fee = readableAmount({ asset: currency, amount: data.fee });
      return `${data.creatorId} withdraws ${diamonds(data.diamonds)}: ${net} after a fee of ${fee}`;
    }
    case 'PayoutConfirmed': {
      const net = readableAmount({ asset: data.currency, amount: data.net });
      return `${net} reached ${data.creatorId} (${data.reference})`;
    }
    case 'PayoutFailed':
      return `the payout to ${data.creatorId} failed: ${data.reason}`;
  }
};
