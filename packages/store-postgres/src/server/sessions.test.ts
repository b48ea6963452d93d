import type { Run } from '../database.js';
import { checkSessions } from './sessions.js';

/** A connection that stands, one after the other, in these sessions of the server. */
const standingIn = (...sessions: readonly number[]): Run => {
  const left = [...sessions];
  return async () => [[left.shift()]];
};

const check = (first: Run, second: Run): Promise<void> =>
  checkSessions('PostgreSQL at pool:6432/shop', first, (work) => work(second));

test('two connections that each stay a session of their own are taken', async () => {
  await expect(check(standingIn(1, 1), standingIn(2))).resolves.toBeUndefined();
});

test.each([
  ['are one session', standingIn(1, 2), standingIn(1)],
  ['change from one session to another', standingIn(1, 3), standingIn(2)],
])('connections that %s are refused with the remedy', async (_, first, second) => {
  await expect(check(first, second)).rejects.toThrow(
    'PostgreSQL at pool:6432/shop is a pooler in transaction mode: connections do not stay what they are ' +
      'from one statement to the next. Give the store a direct connection, or a pooler in session mode',
  );
});
