/** Does something over and over while work goes on, once more after its end, and waits for both. */
export const during = async (
  work: () => Promise<unknown>,
  each: () => Promise<void>,
): Promise<void> => {
  let working = true;
  const done = work().finally(() => {
    working = false;
  });
  const loop = async (): Promise<void> => {
    for (let more = true; more;) {
      more = working;
      await each();
      // A turn of the event loop: without it, promises alone could keep the work from going on.
      await new Promise(setImmediate);
    }
  };
  await Promise.all([done, loop()]);
};
