import { StoreFailure } from '@largesse/core';
import type { Run } from '../database.js';

/**
 * Rejects if two connections turn out to be one session of the server, or one of them two: what a pooler in
 * transaction mode makes of them. Prepared statements and settings would be lost, or come to others.
 * `run` is on the one connection, `inTransaction` on the other. A pooler that is busy with others can go unseen.
 */
export const checkSessions = async (
  name: string,
  run: Run,
  inTransaction: (work: (run: Run) => Promise<void>) => Promise<void>,
): Promise<void> => {
  const before = await sessionOf(run);
  // A pooler gives the session that was used last to who begins a transaction, and keeps it for that.
  await inTransaction(async (runOther) => {
    const other = await sessionOf(runOther);
    const after = await sessionOf(run);
    if (before === after && before !== other) return;
    throw new StoreFailure(
      `${name} is a pooler in transaction mode: connections do not stay what they are from one statement to the next. ` +
        'Give the store a direct connection, or a pooler in session mode',
    );
  });
};

const sessionOf = async (run: Run): Promise<unknown> => {
  const [[session] = []] = await run('SELECT pg_backend_pid()');
  return session;
};
