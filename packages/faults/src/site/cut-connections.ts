import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../dice.js';
import type { CuttingProxy } from './cutting-proxy.js';
import type { Crew, Inject } from './site.js';

/** Cuts the writers' connections: at once, or in the midst of what they send or are told. */
export const cutConnections =
  (proxies: readonly CuttingProxy[]): Inject =>
  async (crew, dice) => {
    const before = total(proxies);
    let hit = false;
    for (let i = dice.between(1, 3); i > 0; i -= 1) {
      hit = (await cutOnce(proxies, crew, dice)) || hit;
      await sleep(dice.between(20, 400));
    }
    return hit && total(proxies) > before;
  };

const cutOnce = async (
  proxies: readonly CuttingProxy[],
  crew: Crew,
  dice: Dice,
): Promise<boolean> => {
  const how = dice.pick('now', 'requests', 'answers');
  if (how === 'now') {
    proxies.forEach(({ cut }) => cut());
    return crew.underWay() > 0;
  }
  const before = total(proxies);
  const bytes = dice.between(1, 6_000);
  proxies.forEach(({ cutAfter }) => cutAfter(how, bytes));
  const end = performance.now() + 1_000;
  while (total(proxies) === before && performance.now() < end) await sleep(1);
  const hit = crew.underWay() > 0;
  await sleep(50);
  proxies.forEach(({ cut }) => cut());
  return hit;
};

const total = (proxies: readonly CuttingProxy[]): number =>
  proxies.reduce((sum, { cuts }) => sum + cuts(), 0);
