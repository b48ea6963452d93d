import type { Command } from '@largesse/domain';
import * as fc from 'fast-check';
import { policy } from './policy.js';
import { amount, channel, commandId, currency, id, instant, text } from './scalar.js';

const common = <N extends Command['type']>(type: N) => ({
  type: fc.constant(type),
  commandId: commandId(),
  at: instant(),
});

type Commands = { readonly [N in Command['type']]: fc.Arbitrary<Extract<Command, { type: N }>> };

const commands: Commands = {
  PublishPolicy: fc.record({ ...common('PublishPolicy'), policy: policy() }),
  BuyCoins: fc.record({
    ...common('BuyCoins'),
    walletId: id(),
    packageId: id(),
    channel: channel(),
    region: text(),
    payment: fc.record({
      provider: text(),
      reference: text(),
      amount: amount(0),
      currency: currency(),
    }),
  }),
  SendGift: fc.record({
    ...common('SendGift'),
    walletId: id(),
    creatorId: id(),
    giftId: id(),
    quantity: fc.integer({ min: 1, max: 1_000_000 }),
    context: fc.record({ kind: fc.constantFrom('live', 'video'), id: id() }),
  }),
  VerifyIdentity: fc.record({ ...common('VerifyIdentity'), creatorId: id() }),
  LinkPayoutMethod: fc.record({
    ...common('LinkPayoutMethod'),
    creatorId: id(),
    payoutMethodId: id(),
    kind: fc.constantFrom('bank', 'paypal'),
    currency: currency(),
  }),
  Withdraw: fc.record({
    ...common('Withdraw'),
    creatorId: id(),
    withdrawalId: id(),
    payoutMethodId: id(),
    diamonds: amount(1),
  }),
  ConfirmPayout: fc.record({
    ...common('ConfirmPayout'),
    withdrawalId: id(),
    reference: text(),
  }),
  FailPayout: fc.record({ ...common('FailPayout'), withdrawalId: id(), reason: text() }),
};

/**
 * Any command that the codecs let through, of the types named or of all: well formed, but of
 * ids and amounts that seldom meet. For commands that play together take `history`.
 */
export const command = <N extends Command['type']>(
  ...types: readonly N[]
): fc.Arbitrary<Extract<Command, { type: N }>> => {
  const wanted = types.length === 0 ? (Object.keys(commands) as N[]) : types;
  return fc.oneof(
    ...wanted.map((type): fc.Arbitrary<Extract<Command, { type: N }>> => commands[type]),
  );
};
