// Embed the engine: sell coins, send gifts, pay the creator.
import { formatDiamonds } from '@largesse/domain';
import { createEngine, type CommandDraft } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { prices } from './prices.js';

const engine = createEngine({ store: createMemoryStore() });

const submit = async (draft: CommandDraft): Promise<void> => {
  const result = await engine.submit(engine.stamp(draft));
  console.log(`${draft.type}: ${result.ok ? result.status : `${result.code}, ${result.message}`}`);
};

const walletId = 'ann';
const creatorId = 'bea';
const pack = { packageId: 'coins-700', channel: 'web', region: 'US' } as const;
const payment = { provider: 'stripe', reference: 'pi_1', amount: 740, currency: 'USD' };
const context = { kind: 'live', id: 'room-1' } as const;
const bank = { payoutMethodId: 'bank-1', kind: 'bank', currency: 'USD' } as const;
const withdrawal = { withdrawalId: 'w-1', payoutMethodId: 'bank-1', diamonds: 200 };

await submit({ type: 'PublishPolicy', policy: prices });
await submit({ type: 'BuyCoins', walletId, ...pack, payment });
await submit({ type: 'SendGift', walletId, creatorId, giftId: 'lion', quantity: 1, context });
await submit({ type: 'SendGift', walletId, creatorId, giftId: 'lion', quantity: 1, context });
await submit({ type: 'VerifyIdentity', creatorId });
await submit({ type: 'LinkPayoutMethod', creatorId, ...bank });
await submit({ type: 'Withdraw', creatorId, ...withdrawal });

console.log(`ann has ${String((await engine.wallet(walletId)).coins)} coins`);
console.log(`bea has ${formatDiamonds((await engine.earnings(creatorId)).available)} diamonds`);
await engine.close();
