/**
 * Lets one task at a time have a turn, in order of arrival. Commands on one wallet would only
 * make each other's guards fail; in a row each finds the state that the one before left.
 */
export class Turns {
  private taken = false;
  private waiting: (() => void)[] | undefined;

  /** `undefined` if the turn is one's own at once, else resolves when it is. */
  take(): Promise<void> | undefined {
    if (!this.taken) {
      this.taken = true;
      return undefined;
    }
    return new Promise((resolve) => {
      this.waiting ??= [];
      this.waiting.push(resolve);
    });
  }

  /** Hands the turn on. */
  pass(): void {
    const next = this.waiting?.shift();
    if (next === undefined) this.taken = false;
    else next();
  }
}

/** Takes all of these turns, which everybody names in the same order: so nobody waits for ever. */
export const takeAll = (turns: readonly Turns[]): Promise<void> | undefined => {
  const [only] = turns;
  return turns.length === 1 ? only?.take() : takeEach(turns);
};

const takeEach = async (turns: readonly Turns[]): Promise<void> => {
  for (const turn of turns) await turn.take();
};

export const passAll = (turns: readonly Turns[]): void => {
  for (const turn of turns) turn.pass();
};
