import type { StoreUnavailable } from '@largesse/core';
import type { taskEither } from 'fp-ts';
import type { Connection } from './connection.js';

/** Asks something of a connection; whatever it meets is `store_unavailable`. */
export type Ask = <A>(
  question: (connection: Connection) => A,
) => taskEither.TaskEither<StoreUnavailable, A>;
