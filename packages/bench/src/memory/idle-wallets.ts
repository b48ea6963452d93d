import { createEngine } from '@largesse/engine';
import { createMemoryStore } from '@largesse/store-memory';
import { policy, purchase } from '../gifts.js';

/** Bytes of heap that an engine keeps for a wallet which it was asked for and which then rests. */
export const bytesPerIdleWallet = async (wallets: number): Promise<number> => {
  const store = createMemoryStore();
  const seller = createEngine({ store });
  const at = '2026-03-01T18:00:00.000Z';
  await seller.submit({ type: 'PublishPolicy', commandId: 'publish', at, policy });
  for (let w = 0; w < wallets; w += 1) await seller.submit(purchase(`w${String(w)}`));
  const before = heap();
  const engine = createEngine({ store, cacheSize: wallets });
  for (let w = 0; w < wallets; w += 1) await engine.wallet(`w${String(w)}`);
  const after = heap();
  // Used again, so that it is not collected before it is measured.
  await engine.wallet('w0');
  return (after - before) / wallets;
};

const heap = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
