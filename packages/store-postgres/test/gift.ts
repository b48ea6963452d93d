import type {
  AppendCondition,
  AppendError,
  Batch,
  EventStore,
  Query,
  RecordedEvent,
} from '@largesse/core';
import { either as E } from 'fp-ts';

/** A gift of a wallet, guarded by later gifts of that wallet and by later policies, as commands are. */
export const gift = (key: string, wallet: string, after = 0, creator = 'bea'): Batch => ({
  key,
  fingerprint: `fingerprint of ${key}`,
  events: [
    {
      type: 'GiftSent',
      version: 1,
      at: '2026-03-01T18:00:00.000Z',
      tags: [`wallet:${wallet}`, `creator:${creator}`, 'live:room', `command:${key}`],
      data: { coins: '10', gift: 'rose' },
    },
  ],
  conditions: guards(wallet, after),
});

const guards = (wallet: string, after: number): readonly AppendCondition[] => [
  { failIfEventsMatch: { items: [{ types: ['GiftSent'], tags: [`wallet:${wallet}`] }] }, after },
  { failIfEventsMatch: { items: [{ types: ['PolicyPublished'] }] }, after },
];

/** What an append came to: `appended`, `repeated`, or the code of its error. */
export const outcomeOf = async (
  store: EventStore,
  batch: Batch,
): Promise<'appended' | 'repeated' | AppendError['code']> => {
  const result = await store.append(batch)();
  if (E.isLeft(result)) return result.left.code;
  return result.right.repeated ? 'repeated' : 'appended';
};

/** The message of an append's failure. */
export const messageOf = async (store: EventStore, batch: Batch): Promise<string> => {
  const result = await store.append(batch)();
  return E.isLeft(result) && 'message' in result.left ? result.left.message : 'none';
};

/** Appends again until the store says whether it is recorded, as whoever is told `outcome_unknown` does. */
export const resolved = async (
  store: EventStore,
  batch: Batch,
): Promise<'appended' | 'repeated' | AppendError['code']> => {
  for (;;) {
    const outcome = await outcomeOf(store, batch);
    if (outcome !== 'outcome_unknown' && outcome !== 'store_unavailable') return outcome;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** The whole log, or what of it matches. */
export const readAll = async (
  store: EventStore,
  query: Query = 'all',
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const page of store.read(query)) events.push(...page);
  return events;
};

/** The keys in the order of the log. */
export const keysIn = async (store: EventStore, query?: Query): Promise<readonly string[]> =>
  (await readAll(store, query)).map(({ batch }) => batch.key);
