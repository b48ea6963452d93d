import { createServer } from 'node:net';

/**
 * Below what Linux, macOS and Windows hand out to clients (from 32768 or 49152). A port among those
 * could be taken by some client while its server is down, and a client that keeps trying to reach
 * it would sooner or later be given it itself and be connected with itself.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** Each process counts from a place of its own, so that none takes a port while its server is down. */
const BLOCK = 100;
let handedOut = 0;

/** A TCP port of the loopback interface on which nobody listens; never the same one twice. */
export const freePort = async (): Promise<number> => {
  const port = LOWEST + ((process.pid * BLOCK + handedOut) % (HIGHEST - LOWEST));
  handedOut += 1;
  return (await isFree(port)) ? port : freePort();
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
