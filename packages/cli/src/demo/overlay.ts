import type { Position } from '@largesse/core';
import type { Engine } from '@largesse/engine';
import { giftLine } from './telling.js';
import type { Leaderboard } from './leaderboard.js';

/** What viewers of a live stream see: its gifts, as the engine's live view tells of them. */
export class Overlay {
  /** Looks no more. */
  readonly close: () => void;
  private shown: Position = 0;
  private onShown: () => void = () => undefined;
  private failed: { readonly failure: unknown } | undefined;

  constructor(engine: Engine, liveId: string, board: Leaderboard, out: (text: string) => void) {
    const subscription = engine.gifts$(liveId).subscribe({
      next: (gift) => {
        board.add(gift);
        out(giftLine(gift));
        this.shown = gift.position;
        this.onShown();
      },
      error: (failure: unknown) => {
        this.failed = { failure };
        this.onShown();
      },
    });
    this.close = () => {
      subscription.unsubscribe();
    };
  }

  /** Resolves when a gift is on the screen: a live view follows the log in its own time. */
  async shows(position: Position): Promise<void> {
    const isOver = (): boolean => this.shown >= position || this.failed !== undefined;
    if (!isOver())
      await new Promise<void>((resolve) => {
        this.onShown = () => {
          if (isOver()) resolve();
        };
      });
    if (this.failed !== undefined) throw this.failed.failure;
  }
}
