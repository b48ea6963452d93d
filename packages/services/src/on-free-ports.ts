/** How often a start is tried anew because somebody was quicker to take a port. */
const TRIES = 3;

/**
 * Starts servers that choose ports for themselves. Between the look for a free port and the server's own
 * there is a moment, a database's first start lies in it, and somebody may take the port meanwhile:
 * then it is done again from the beginning, on other ports.
 */
export const onFreePorts = async <A>(start: () => Promise<A>): Promise<A> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (thrown) {
      const taken = thrown instanceof Error && /address already in use/i.test(thrown.message);
      if (!taken || tries === TRIES) throw thrown;
    }
  }
};
