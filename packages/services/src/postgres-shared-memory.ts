import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Gives back the small block of shared memory that a PostgreSQL keeps when it was killed: nobody
 * else would before the machine starts again. Its number is the last on the seventh line of
 * `postmaster.pid`, a file that is only there when the server could not remove it.
 */
export const freeSharedMemory = (postmasterPid: string): void => {
  if (!existsSync(postmasterPid)) return;
  const [, id] = /(\d+)$/.exec(readFileSync(postmasterPid, 'utf8').split('\n')[6] ?? '') ?? [];
  if (id === undefined) return;
  try {
    execFileSync('ipcrm', ['-m', id], { stdio: 'ignore' });
  } catch {
    // Gone already, or the machine has no ipcrm: 56 bytes remain.
  }
};
