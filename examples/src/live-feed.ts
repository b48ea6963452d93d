// A live stream's overlay and a viewer's balance, as rxjs observables.
import { createEngine, type CommandDraft } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { bufferTime, filter, map, take } from 'rxjs';
import { prices } from './prices.js';

const engine = createEngine({ store: createMemoryStore() });
const submit = (draft: CommandDraft) => engine.submit(engine.stamp(draft));
const payment = { provider: 'stripe', reference: 'pi_1', amount: 740, currency: 'USD' };
const context = { kind: 'live', id: 'room-1' } as const;
const gift = (giftId: string, quantity: number): CommandDraft => ({
  type: 'SendGift',
  walletId: 'ann',
  creatorId: 'bea',
  giftId,
  quantity,
  context,
});

await submit({ type: 'PublishPolicy', policy: prices });

// Every gift of the stream, as it happens.
engine.gifts$('room-1').subscribe(({ event: { data } }) => {
  console.log(`overlay: ${data.walletId} sends ${String(data.quantity)} x ${data.giftName}`);
});

// The wallet now, and after each change.
engine.wallet$('ann').subscribe(({ coins }) => {
  console.log(`wallet: ann has ${String(coins)} coins`);
});

// All of rxjs is there to shape a stream: here the gifts of each tenth of a second in one line.
const bursts = engine.gifts$('room-1').pipe(
  bufferTime(100),
  filter((gifts) => gifts.length > 0),
  map((gifts) => gifts.reduce((sum, { event }) => sum + event.data.coins, 0n)),
  take(1),
);
const burst = new Promise<bigint>((resolve) => bursts.subscribe(resolve));

await submit({
  type: 'BuyCoins',
  walletId: 'ann',
  packageId: 'coins-700',
  channel: 'web',
  region: 'US',
  payment,
});
await submit(gift('rose', 3));
await submit(gift('rose', 10));
await submit(gift('lion', 1));

console.log(`burst: ${String(await burst)} coins in a tenth of a second`);
await engine.close();
