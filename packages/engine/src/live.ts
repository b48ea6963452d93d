import {
  evolve,
  type DomainEvent,
  type EventStore,
  type Folded,
  type Position,
  type Positioned,
  type Projection,
  type Query,
  type EventCodec,
} from '@largesse/core';
import type { Observable, Subscriber } from 'rxjs';
import type { Feed } from './feed.js';
import { decodedForMany, type FoldCache } from './fold-cache.js';
import { IsolatedObservable, type OnSubscriberError } from './isolated-observable.js';
import { EngineFailure, failureOf } from './outcome.js';
import type { Route } from './switchboard.js';

/** Live views: what is now, then every change, without gap or repeat. */
export class Live<Ev extends DomainEvent> {
  /** Of each view that is not told yet how things are now. */
  private readonly catchingUp = new Set<Promise<void>>();

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec<Ev>,
    private readonly cache: FoldCache<Ev>,
    private readonly feed: Feed<Ev>,
    private readonly report: OnSubscriberError,
  ) {}

  /** An entity's state, at once and after each of its events; each value is immutable. */
  view<S>(projection: Projection<S, Ev>, key: string): Observable<S> {
    return new IsolatedObservable<S>(this.report, (subscriber) => {
      let folded: Folded<S> | undefined;
      const early: Positioned<Ev>[] = [];
      const next = (positioned: Positioned<Ev>): void => {
        if (folded === undefined) {
          early.push(positioned);
          return;
        }
        const after = evolve(projection, folded, positioned);
        if (after === folded) return;
        folded = after;
        subscriber.next(after.state);
      };
      return this.listen(projection, key, subscriber, next, async () => {
        folded = await this.cache.now(projection, key);
        subscriber.next(folded.state);
        early.forEach(next);
      });
    });
  }

  /** The events of a route and key; with `after`, first those of the log since that position. */
  events(route: Route<Ev>, key: string, past: Query, after?: Position): Observable<Positioned<Ev>> {
    return new IsolatedObservable<Positioned<Ev>>(this.report, (subscriber) => {
      let seen: Position | undefined = after === undefined ? 0 : undefined;
      const early: Positioned<Ev>[] = [];
      const next = (positioned: Positioned<Ev>): void => {
        if (seen === undefined) early.push(positioned);
        else if (positioned.position > seen) {
          seen = positioned.position;
          subscriber.next(positioned);
        }
      };
      return this.listen(route, key, subscriber, next, async () => {
        if (after === undefined) return;
        let last = after;
        for await (const batch of this.store.read(past, { after })) {
          for (const recorded of batch) {
            // Who has seen enough does not need the rest of the log.
            if (subscriber.closed) return;
            subscriber.next(decodedForMany(this.codec, recorded));
            last = recorded.position;
          }
        }
        seen = last;
        early.forEach(next);
      });
    });
  }

  /** Resolves when every view that is asked for by now was told how things are. */
  async caughtUp(): Promise<void> {
    await Promise.all(this.catchingUp);
  }

  /** Listens first and reads then, so that nothing falls between. */
  private listen<T>(
    route: Route<Ev>,
    key: string,
    subscriber: Subscriber<T>,
    next: (positioned: Positioned<Ev>) => void,
    catchUp: () => Promise<void>,
  ): () => void {
    const stop = this.feed.listen(route, key, {
      next,
      error: (failure) => {
        subscriber.error(new EngineFailure(failure));
      },
      complete: () => {
        subscriber.complete();
      },
    });
    const caughtUp = this.feed
      .started()
      .then(catchUp)
      .catch((thrown: unknown) => {
        subscriber.error(new EngineFailure(failureOf(thrown)));
      })
      .finally(() => this.catchingUp.delete(caughtUp));
    this.catchingUp.add(caughtUp);
    return stop;
  }
}
