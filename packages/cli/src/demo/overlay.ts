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

  constructor(engine: Engine, liveId: string, board: Leaderboard, out: (text: string) => void) {
    const subscription = engine.gifts$(liveId).subscribe((gift) => {
      board.add(gift);
      out(giftLine(gift));
      this.shown = gift.position;
      this.onShown();
    });
    this.close = () => {
      subscription.unsubscribe();
    };
  }

  /** Resolves when a gift is on the screen: a live view follows the log in its own time. */
  async shows(position: Position): Promise<void> {
    if (this.shown >= position) return;
    await new Promise<void>((resolve) => {
      this.onShown = () => {
        if (this.shown >= position) resolve();
      };
    });
  }
}
