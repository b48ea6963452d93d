/** Something that is measured. */
export interface Contender {
  readonly name: string;
  readonly operations: number;
  /** Makes ready, off the clock, what is then timed: so many operations. */
  readonly prepare: () => (() => Promise<void>) | Promise<() => Promise<void>>;
}

/** Something that another program measures and that tells its rate, in operations a second. */
export interface SelfTimed {
  readonly name: string;
  readonly rate: () => Promise<number>;
}

/** How a contender fared, in operations a second. */
export interface Rate {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Runs contenders in turn, A B C A B C, so that a machine whose speed drifts treats them alike.
 * The first round warms up and does not count. Quote the median, and ratios rather than rates.
 *
 * No garbage is collected by force between rounds: while nothing is under way no object of many shapes is left, and V8
 * would throw away the code that it compiled for them, which no program that is at work has to fear. So a
 * round may pay for garbage of the one before, whoever's it was.
 */
export const measure = async (
  contenders: readonly (Contender | SelfTimed)[],
  rounds: number,
): Promise<readonly Rate[]> => {
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, contender] of contenders.entries()) {
      const rate = 'rate' in contender ? await contender.rate() : await timed(contender);
      if (round > 0) rates[i]?.push(rate);
    }
  }
  return contenders.map(({ name }, i) => summary(name, rates[i] ?? []));
};

const timed = async ({ operations, prepare }: Contender): Promise<number> => {
  const run = await prepare();
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1000;
  return operations / seconds;
};

const summary = (name: string, rates: readonly number[]): Rate => {
  const sorted = [...rates].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  return {
    name,
    median: at(sorted.length >> 1),
    least: at(0),
    most: at(sorted.length - 1),
  };
};
