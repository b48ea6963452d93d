/** A clock of one evening, on which half a minute goes by between two looks at it. */
export const eveningClock = (): (() => Date) => {
  let now = Date.UTC(2026, 2, 1, 20);
  return () => {
    now += 30_000;
    return new Date(now);
  };
};

/** Ids that are the same each time the demo is told. */
export const numberedIds = (): (() => string) => {
  let last = 0;
  return () => {
    last += 1;
    return `demo-${String(last)}`;
  };
};
