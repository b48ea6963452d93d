/** Does something with each of a list, always so many at once; rejects with the first failure. */
export const inTurn = <A>(
  all: readonly A[],
  inFlight: number,
  act: (each: A) => Promise<unknown>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    let next = 0;
    let done = 0;
    const send = (): void => {
      const each = all[next];
      if (each === undefined) return;
      next += 1;
      act(each).then(received, reject);
    };
    const received = (): void => {
      done += 1;
      if (done === all.length) resolve();
      else send();
    };
    if (all.length === 0) resolve();
    for (let i = 0; i < inFlight; i += 1) send();
  });
