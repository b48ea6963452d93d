interface Waiting {
  readonly begin: () => void;
  next: Waiting | undefined;
}

/**
 * Lets one task at a time have a turn, in order of arrival. Commands on one wallet would only
 * make each other's guards fail; in a row each finds the state that the one before left.
 */
export class Turns {
  private taken = false;
  /** A chain from the first to the last: however many wait, it costs the same to take one off. */
  private first: Waiting | undefined;
  private last: Waiting | undefined;

  /** `undefined` if the turn is one's own at once, else resolves when it is. */
  take(): Promise<void> | undefined {
    if (!this.taken) {
      this.taken = true;
      return undefined;
    }
    return new Promise((begin) => {
      const waiting = { begin, next: undefined };
      if (this.last === undefined) this.first = waiting;
      else this.last.next = waiting;
      this.last = waiting;
    });
  }

  /** Hands the turn on. */
  pass(): void {
    const { first } = this;
    if (first === undefined) {
      this.taken = false;
      return;
    }
    this.first = first.next;
    if (this.first === undefined) this.last = undefined;
    first.begin();
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
