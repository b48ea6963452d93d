import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what Linux, macOS and Windows hand out to clients (from 32768 or 49152). A port among those
 * could be taken by some client while its server is down, and a client that keeps trying to reach
 * it would sooner or later be given it itself and be connected with itself.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** A TCP port of the loopback interface on which nobody listens now. */
export const freePort = async (): Promise<number> => {
  const port = randomInt(LOWEST, HIGHEST);
  return (await isFree(port)) ? port : freePort();
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
