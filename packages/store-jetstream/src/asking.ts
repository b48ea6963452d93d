import { messageOf, StoreFailure, type StoreUnavailable } from '@largesse/core';
import { withoutSecrets } from '@largesse/store-kit';
import { either as E } from 'fp-ts';
import { Hopeless, patiently } from './patiently.js';

/** Who asks: what messages call the store, for how many milliseconds it is patient, and whether it is closed. */
export interface Asker {
  readonly name: string;
  readonly timeout: number;
  readonly isClosed: () => boolean;
}

/** Asks the servers of a stream, again and again while they elect a leader, and says why they did not answer. */
export class Asking {
  constructor(private readonly asker: Asker) {}

  /** The value, or why the servers cannot say it. A leader that changes is asked again until time is up. */
  async asked<A>(work: () => Promise<A>): Promise<E.Either<StoreUnavailable, A>> {
    const openOnly = async (): Promise<A> => {
      if (this.asker.isClosed()) throw new Hopeless('the store is closed');
      return work();
    };
    try {
      return E.right(await patiently(this.asker.timeout, openOnly));
    } catch (thrown) {
      return E.left(this.unavailable(thrown));
    }
  }

  /** The value; rejects with a `StoreFailure` where `asked` says why there is none. */
  async orFail<A>(work: () => Promise<A>): Promise<A> {
    const result = await this.asked(work);
    if (E.isRight(result)) return result.right;
    throw new StoreFailure(result.left.message);
  }

  /** Throws a `StoreFailure` if the store is closed. */
  failIfClosed(): void {
    if (this.asker.isClosed()) throw this.failure('the store is closed');
  }

  /** What a read is told of something that was thrown. */
  failure(thrown: unknown): StoreFailure {
    return new StoreFailure(this.unavailable(thrown).message, { cause: thrown });
  }

  /** What a caller is told of something that was thrown, or of a reason in words. */
  unavailable(thrown: unknown): StoreUnavailable {
    const why = messageOf(thrown);
    const message = withoutSecrets(`${this.asker.name}: ${why}`);
    return { code: 'store_unavailable', message };
  }
}
