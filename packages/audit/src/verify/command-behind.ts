import type { Command, GiftingEvent } from '@largesse/domain';

/**
 * The command that an event came of, with the id that its batch has. Where the event's amounts
 * are more than a command can hold it is no command: the codecs say so.
 */
export const commandBehind = (event: GiftingEvent, commandId: string): Command => {
  const { at } = event;
  switch (event.type) {
    case 'PolicyPublished':
      return { at, commandId, policy: event.data.policy, type: 'PublishPolicy' };
    case 'CoinsPurchased': {
      const { channel, currency, packageId, price, region, walletId } = event.data;
      const { provider, reference } = event.data.payment;
      const payment = { amount: Number(price), currency, provider, reference };
      return { at, channel, commandId, packageId, payment, region, type: 'BuyCoins', walletId };
    }
    case 'GiftSent': {
      const { creatorId, giftId, quantity, walletId } = event.data;
      const context = { id: event.data.context.id, kind: event.data.context.kind };
      return { at, commandId, context, creatorId, giftId, quantity, type: 'SendGift', walletId };
    }
    case 'IdentityVerified':
      return { at, commandId, creatorId: event.data.creatorId, type: 'VerifyIdentity' };
    case 'PayoutMethodLinked': {
      const { creatorId, currency, kind, payoutMethodId } = event.data;
      const type = 'LinkPayoutMethod';
      return { at, commandId, creatorId, currency, kind, payoutMethodId, type };
    }
    case 'WithdrawalRequested': {
      const { creatorId, payoutMethodId, withdrawalId } = event.data;
      const diamonds = Number(event.data.diamonds / 10_000n);
      const type = 'Withdraw';
      return { at, commandId, creatorId, diamonds, payoutMethodId, type, withdrawalId };
    }
    case 'PayoutConfirmed': {
      const { reference, withdrawalId } = event.data;
      return { at, commandId, reference, type: 'ConfirmPayout', withdrawalId };
    }
    case 'PayoutFailed': {
      const { reason, withdrawalId } = event.data;
      return { at, commandId, reason, type: 'FailPayout', withdrawalId };
    }
  }
};
