import { messageOf, StoreFailure, type StoreUnavailable } from '@largesse/core';
import { either as E, type taskEither } from 'fp-ts';
import type { Connection } from './driver/connection.js';
import { patiently } from './driver/patiently.js';

/** Asks something of a connection; whatever it meets is `store_unavailable`. */
export type Ask = <A>(
  question: (connection: Connection) => A,
) => taskEither.TaskEither<StoreUnavailable, A>;

/** Who asks: what messages call the store, for how many milliseconds it waits for a lock, and whether it is closed. */
export interface Asker {
  readonly name: string;
  readonly lockTimeout: number;
  readonly isClosed: () => boolean;
}

/** Asks the file of a store, again while somebody else has the lock, and nothing any more once the store is closed. */
export class Asking {
  constructor(private readonly asker: Asker) {}

  /** Asks this connection. */
  of(connection: Connection): Ask {
    return (question) => async () => {
      try {
        return E.right(await this.patiently(() => question(connection)));
      } catch (thrown) {
        return E.left(this.unavailable(thrown));
      }
    };
  }

  /** The answer; rejects with what was thrown last, a `StoreFailure` if the store is closed. */
  patiently<A>(question: () => A): Promise<A> {
    const { name, lockTimeout, isClosed } = this.asker;
    return patiently(lockTimeout, () => {
      if (isClosed()) throw new StoreFailure(`${name} is closed`);
      return question();
    });
  }

  /** What a caller is told of something that was thrown. */
  unavailable(thrown: unknown): StoreUnavailable {
    return { code: 'store_unavailable', message: `${this.asker.name}: ${messageOf(thrown)}` };
  }
}
