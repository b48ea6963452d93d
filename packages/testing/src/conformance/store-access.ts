import type {
  Appended,
  AppendError,
  Batch,
  EventStore,
  Position,
  Query,
  ReadRange,
  RecordedEvent,
} from '@largesse/core';
import { either as E, option as O } from 'fp-ts';
import { ContractBreach, type StoreHarness } from './contract-check.js';

/** Runs a check on a new store and closes it, whatever comes of the check. */
export const withStore = async (
  harness: StoreHarness,
  check: (store: EventStore) => Promise<void>,
): Promise<void> => {
  const store = await harness.open();
  try {
    await check(store);
  } finally {
    await store.close();
  }
};

/** As `withStore`, with several handles on the log where the adapter has them, else one twice. */
export const withHandles = async (
  harness: StoreHarness,
  check: (handles: readonly [EventStore, EventStore]) => Promise<void>,
): Promise<void> => {
  await withStore(harness, async (store) => {
    const other = await harness.another?.(store);
    try {
      await check([store, other ?? store]);
    } finally {
      await other?.close();
    }
  });
};

/** What an append came to: its events, or the code of its error. */
export const outcome = async (
  store: EventStore,
  batch: Batch,
): Promise<Appended | AppendError['code']> => {
  const result = await store.append(batch)();
  return E.isRight(result) ? result.right : result.left.code;
};

/** Appends what nothing should stop. */
export const mustAppend = async (store: EventStore, batch: Batch): Promise<Appended> => {
  const result = await outcome(store, batch);
  if (typeof result !== 'string') return result;
  throw new ContractBreach(`The append of ${JSON.stringify(batch.key)} came to ${result}`);
};

/** The events of a key, or none; fails if the store is not there. */
export const lookedUp = async (
  store: EventStore,
  key: string,
): Promise<readonly RecordedEvent[]> => {
  const result = await store.lookup(key)();
  if (E.isLeft(result)) throw new ContractBreach(`lookup came to ${result.left.message}`);
  return O.isSome(result.right) ? result.right.value : [];
};

/** The last position; fails if the store is not there. */
export const headOf = async (store: EventStore): Promise<Position> => {
  const result = await store.head()();
  if (E.isLeft(result)) throw new ContractBreach(`head came to ${result.left.message}`);
  return result.right;
};

/** All that a read yields. */
export const readAll = async (
  store: EventStore,
  query: Query = 'all',
  range?: ReadRange,
): Promise<readonly RecordedEvent[]> => {
  const found: RecordedEvent[] = [];
  for await (const batch of store.read(query, range)) {
    if (batch.length === 0) throw new ContractBreach('A read yielded an empty batch');
    found.push(...batch);
  }
  return found;
};

/** The positions of events, for messages that stay short. */
export const positionsOf = (events: readonly RecordedEvent[]): readonly Position[] =>
  events.map(({ position }) => position);
