import type { Positioned } from '@largesse/core';
import type { GiftSent } from '@largesse/domain';
import { readableAmount } from '../output/readable-amount.js';
import { table } from '../output/table.js';

/** Who gave how much. */
export class Leaderboard {
  private readonly coins = new Map<string, bigint>();

  add({ event: { data } }: Positioned<GiftSent>): void {
    this.coins.set(data.walletId, (this.coins.get(data.walletId) ?? 0n) + data.coins);
  }

  /** The three most generous. */
  podium(): string {
    const ranked = [...this.coins].sort(([a, x], [b, y]) => Number(y - x) || (a < b ? -1 : 1));
    const rows = ranked
      .slice(0, 3)
      .map(([id, amount], i) => [
        `${String(i + 1)}.`,
        id,
        readableAmount({ asset: 'COIN', amount }),
      ]);
    return table(['', 'most generous', 'gave'], rows, [2]);
  }
}
