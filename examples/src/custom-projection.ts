// A read model of your own: what a creator was given, gift by gift.
import type { Projection } from '@largesse/core';
import type { GiftSent } from '@largesse/domain';
import { createEngine, type CommandDraft } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { prices } from './prices.js';

/** How many of each gift a creator received, by the gift's id. */
interface GiftShelf {
  readonly received: ReadonlyMap<string, number>;
}

const giftShelf: Projection<GiftShelf, GiftSent> = {
  name: 'gift-shelf',
  version: 1,
  types: ['GiftSent'],
  tags: (creatorId) => [`creator:${creatorId}`],
  keyOf: (event) => event.data.creatorId,
  initial: () => ({ received: new Map() }),
  // An Immer recipe: it changes the draft, and live views get immutable snapshots of it.
  apply: (draft, { data }) => {
    draft.received.set(data.giftId, (draft.received.get(data.giftId) ?? 0) + data.quantity);
  },
};

const engine = createEngine({ store: createMemoryStore() });
const submit = (draft: CommandDraft) => engine.submit(engine.stamp(draft));
const payment = { provider: 'stripe', reference: 'pi_1', amount: 740, currency: 'USD' };
const show = ({ received }: GiftShelf) =>
  [...received].map(([gift, count]) => `${String(count)} x ${gift}`).join(', ');

await submit({ type: 'PublishPolicy', policy: prices });
await submit({
  type: 'BuyCoins',
  walletId: 'ann',
  packageId: 'coins-700',
  channel: 'web',
  region: 'US',
  payment,
});

// Live: now, and after each gift.
engine.view$(giftShelf, 'bea').subscribe((shelf) => {
  console.log(`bea's shelf: ${show(shelf) || 'empty'}`);
});

for (const [giftId, quantity] of [
  ['rose', 3],
  ['lion', 1],
  ['rose', 10],
] as const) {
  const context = { kind: 'video', id: 'v-1' } as const;
  await submit({ type: 'SendGift', walletId: 'ann', creatorId: 'bea', giftId, quantity, context });
}

// Asked once, with the position of the last event in it.
const { state, position } = await engine.view(giftShelf, 'bea');
// Live views hear of every event before the engine is closed.
await engine.close();
console.log(`at position ${String(position)}: ${show(state)}`);
