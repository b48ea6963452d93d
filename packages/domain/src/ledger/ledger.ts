import { START, type Position, type Positioned } from '@largesse/core';
import { postingsOf, type GiftingEvent } from '../event/gifting-events.js';
import { isOutside } from './account.js';
import { sortBalances, type Balance } from './balance.js';

/**
 * Every balance from the postings alone: a second computation that shares no code with the
 * folds of wallets and creators, to hold them against.
 */
export class Ledger {
  private readonly accounts = new Map<string, Map<string, bigint>>();
  private position: Position = START;

  /** Posts an event; a repeat changes nothing. */
  add({ event, position }: Positioned<GiftingEvent>): void {
    if (position <= this.position) return;
    this.position = position;
    for (const { account, asset, amount } of postingsOf(event)) {
      const assets = this.accounts.get(account) ?? new Map<string, bigint>();
      this.accounts.set(account, assets);
      assets.set(asset, (assets.get(asset) ?? 0n) + amount);
    }
  }

  /** Zero for what was never touched. */
  balance(account: string, asset: string): bigint {
    return this.accounts.get(account)?.get(asset) ?? 0n;
  }

  /** Every account that was ever touched, but for those of the outside world. */
  balances(): readonly Balance[] {
    const all = [...this.accounts].flatMap(([account, assets]) =>
      isOutside(account)
        ? []
        : [...assets].map(([asset, amount]): Balance => ({ account, asset, amount })),
    );
    return sortBalances(all);
  }
}
