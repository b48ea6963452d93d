/** Said when something took longer than it may. What was asked for may still happen. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** The promise, or a rejection with `TooLate` after so many milliseconds. */
export const within = async <A>(
  milliseconds: number,
  what: string,
  promise: Promise<A>,
): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TooLate(`${what} did not answer within ${String(milliseconds)} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
