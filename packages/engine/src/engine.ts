import type {
  EventCodec,
  EventStore,
  Folded,
  Position,
  Positioned,
  Projection,
} from '@largesse/core';
import {
  commission,
  decodeCommand,
  earnings,
  giftingEvents,
  wallet,
  type Commission,
  type Earnings,
  type GiftingEvent,
  type GiftSent,
  type Wallet,
} from '@largesse/domain';
import { either as E, type taskEither as TE } from 'fp-ts';
import { filter, type Observable } from 'rxjs';
import { v7 as uuid } from 'uuid';
import type { CommandDraft, Stamped } from './draft-command.js';
import { Executor } from './executor.js';
import { Feed } from './feed.js';
import { FoldCache } from './fold-cache.js';
import { giftRoute, giftsOf, isGift, requirePosition } from './gifts.js';
import type { OnSubscriberError } from './isolated-observable.js';
import { Live } from './live.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import { heard, warnOnce, type OnSnapshotError } from './snapshot-problem.js';
import {
  EngineFailure,
  failed,
  failureOf,
  type ExecuteError,
  type Executed,
  type Submitted,
} from './outcome.js';

export interface EngineOptions {
  /** Where the log is. The engine does not close it: who opened it does. */
  readonly store: EventStore;
  /** The time that `stamp` gives. The system's clock if absent. */
  readonly clock?: () => Date;
  /** The ids that `stamp` gives. UUIDs, version 7, if absent. */
  readonly newId?: () => string;
  /** How events are written and read; for a log with older versions of them. */
  readonly events?: EventCodec<GiftingEvent>;
  /**
   * How many folded states of each kind (wallets, creators, …) are kept in memory at least;
   * twice as many at most. 100,000 if absent, 1 at least.
   */
  readonly cacheSize?: number;
  /**
   * How often a command is judged when others change what it reads. 50 if absent, 2 at least: a refusal is only
   * given at a second look.
   */
  readonly maxAttempts?: number;
  /** Hears what subscribers of live views throw. A process warning if absent. */
  readonly onSubscriberError?: OnSubscriberError;
  /**
   * After how many new events of an entity its state is saved as a snapshot, in the background, if the
   * store keeps snapshots. 1,000 if absent; with `Infinity` none is saved or used.
   */
  readonly snapshotEvery?: number;
  /** Hears what is wrong with snapshots; no query fails for it. Process warnings if absent, one of a kind. */
  readonly onSnapshotError?: OnSnapshotError;
}

/** Runs commands and answers questions about one log. Several engines may share a store. */
export interface Engine {
  /** Gives a draft a new id and the time. To retry, send the same stamped command again. */
  readonly stamp: <D extends CommandDraft>(draft: D) => Stamped<D>;
  /** Judges a command; nothing happens before the task is called. Takes any input and checks it. */
  readonly execute: (command: unknown) => TE.TaskEither<ExecuteError, Executed>;
  /** Judges a command at once. The same as `execute` without fp-ts: refusals are values here too. */
  readonly submit: (command: unknown) => Promise<Submitted>;

  /** What a viewer has now. Queries reject with an `EngineFailure` if the log cannot be read. */
  readonly wallet: (id: string) => Promise<Wallet>;
  /** What a creator has earned until now. */
  readonly earnings: (id: string) => Promise<Earnings>;
  /** What the platform kept of gifts until now. */
  readonly commission: () => Promise<Commission>;
  /** Any projection's state now, with the position of the last event in it. */
  readonly view: <S>(projection: Projection<S, GiftingEvent>, key: string) => Promise<Folded<S>>;

  /** A wallet, now and after each change. Live views fail with an `EngineFailure`. */
  readonly wallet$: (id: string) => Observable<Wallet>;
  readonly earnings$: (id: string) => Observable<Earnings>;
  readonly commission$: () => Observable<Commission>;
  readonly view$: <S>(projection: Projection<S, GiftingEvent>, key: string) => Observable<S>;
  /**
   * The gifts of a live stream from now on; with `after`, first those since that position, so
   * that an overlay that comes back goes on where it was. Throws a `RangeError` for an `after` that is no
   * position, such as the `NaN` of a header that was not sent: nothing ever comes after it.
   */
  readonly gifts$: (
    liveId: string,
    range?: { readonly after: Position },
  ) => Observable<Positioned<GiftSent>>;

  /**
   * Takes no more commands, lets those under way and the saving of snapshots finish, and completes every
   * live view after its last event. However often it is called, it is done once, and every call waits for that.
   */
  readonly close: () => Promise<void>;
}

/** An engine on a store. */
export const createEngine = (options: EngineOptions): Engine => {
  const { store, clock = () => new Date(), newId = () => uuid(), events = giftingEvents } = options;
  const { onSubscriberError = warn, cacheSize = 100_000, maxAttempts = 50 } = options;
  requireAtLeast(1, { cacheSize });
  requireAtLeast(2, { maxAttempts });
  const cache = new FoldCache(store, events, cacheSize, keeperOf(options));
  const context = { store, codec: events, maxAttempts };
  const executor = new Executor(context, cache);
  const feed = new Feed(store, events);
  const live = new Live(store, events, cache, feed, onSubscriberError);
  let closing: Promise<void> | undefined;

  const judge = (input: unknown): Promise<E.Either<ExecuteError, Executed>> => {
    if (closing !== undefined) return Promise.resolve(E.left(engineClosed));
    const command = decodeCommand(input);
    if (E.isRight(command)) return executor.execute(command.right);
    return Promise.resolve(E.left({ kind: 'malformed', ...command.left }));
  };
  const now: Engine['view'] = async (projection, key) => {
    if (closing !== undefined) throw new EngineFailure(engineClosed);
    return cache.now(projection, key).catch(rethrow);
  };
  const end = async (): Promise<void> => {
    await executor.ended();
    await live.caughtUp();
    await feed.close();
    await cache.close();
  };

  return {
    stamp: (draft) => ({ ...draft, commandId: newId(), at: clock().toISOString() }),
    execute: (command) => () => judge(command),
    submit: (command) => judge(command).then(submitted),
    wallet: async (id) => (await now(wallet, id)).state,
    earnings: async (id) => (await now(earnings, id)).state,
    commission: async () => (await now(commission, '')).state,
    view: now,
    wallet$: (id) => live.view(wallet, id),
    earnings$: (id) => live.view(earnings, id),
    commission$: () => live.view(commission, ''),
    view$: (projection, key) => live.view(projection, key),
    gifts$: (liveId, range) => {
      requirePosition(range?.after);
      const [key, past] = [`live:${liveId}`, giftsOf(liveId)];
      return live.events(giftRoute, key, past, range?.after).pipe(filter(isGift));
    },
    close: () => (closing ??= end()),
  };
};

/** What keeps the snapshots of an engine; nothing, if the store has none or they are not wanted. */
const keeperOf = ({
  store: { snapshots: store },
  events: codec = giftingEvents,
  snapshotEvery: every = 1_000,
  onSnapshotError = warnOnce(),
}: EngineOptions): SnapshotKeeper<GiftingEvent> | undefined => {
  requireAtLeast(1, { snapshotEvery: every });
  if (store === undefined || every === Infinity) return undefined;
  return new SnapshotKeeper({ store, codec, every, report: heard(onSnapshotError) });
};

/** A number that is none is refused too: no comparison holds for it. */
const requireAtLeast = (least: number, named: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(named))
    if (!(value >= least))
      throw new RangeError(`${name}: ${String(value)} is less than ${String(least)}`);
};

const submitted = (result: E.Either<ExecuteError, Executed>): Submitted => {
  if (E.isLeft(result)) return { ok: false, ...result.left };
  const { status, events, recorded } = result.right;
  return { ok: true, status, events, recorded };
};

const rethrow = (thrown: unknown): never => {
  throw new EngineFailure(failureOf(thrown));
};

const engineClosed = failed('engine_closed', 'the engine is closed');

const warn: OnSubscriberError = (thrown) => {
  const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  process.emitWarning(`A subscriber of a live view threw and was unsubscribed: ${what}`);
};
