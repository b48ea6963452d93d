import type { Controls } from '@largesse/services';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Inject } from './site.js';

/** What a fault does to servers: breaks them, waits, heals. `least` and `most` in milliseconds. */
interface Outage {
  readonly victims: () => Promise<readonly Controls[]>;
  readonly how: 'kill' | 'pause';
  readonly least: number;
  readonly most: number;
  /** Resolves when the servers are as before. */
  readonly healed: () => Promise<void>;
}

/** Servers that are killed or held, all at once, for a while. */
export const outage =
  ({ victims, how, least, most, healed }: Outage): Inject =>
  async (crew, dice) => {
    const hurt = await victims();
    await waitForAppend(crew);
    await Promise.all(hurt.map((server) => server[how]()));
    const hit = crew.underWay() > 0;
    await sleep(dice.between(least, most));
    await Promise.all(hurt.map((server) => (how === 'kill' ? server.start() : server.resume())));
    await healed();
    return hit;
  };

const waitForAppend = async ({ underWay }: { readonly underWay: () => number }): Promise<void> => {
  const end = performance.now() + 5_000;
  while (underWay() === 0 && performance.now() < end) await sleep(1);
};
