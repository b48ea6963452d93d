import type { EventStore, Position, Query, RecordedEvent, Tag } from '@largesse/core';
import type { ContractCheck, StoreHarness } from './contract-check.js';
import { expectEqual, expectThat, inTime } from './expect.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import { mustAppend, positionsOf, readAll, withHandles } from './store-access.js';

const append = (store: EventStore, key: string, ...tags: readonly Tag[]) =>
  mustAppend(store, sampleBatch(key, [sampleEvent('A', tags)]));

/** Follows until the last event came, pausing after each batch. */
const followTo = async (
  store: EventStore,
  query: Query,
  after: Position,
  isLast: (event: RecordedEvent) => boolean,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly Position[]> => {
  const seen: Position[] = [];
  for await (const batch of store.follow(query, after)) {
    expectThat(batch.length > 0, 'A follow yielded an empty batch');
    for (const event of batch) seen.push(event.position);
    if (batch.some(isLast)) return seen;
    await pause();
  }
  return seen;
};

const isLast = ({ type }: RecordedEvent): boolean => type === 'Last';

/**
 * Writers race, an event of type `Last` ends it; the followers ran all the while. What is timed is an append,
 * and how long the last event takes to come: not the race, which takes as long as the database does.
 */
const raced = async (
  harness: StoreHarness,
  [store, other]: readonly [EventStore, EventStore],
  followers: readonly Promise<readonly Position[]>[],
): Promise<readonly (readonly Position[])[]> => {
  const all = Promise.all(followers);
  // Awaited below; until then a failure is nobody's.
  all.catch(() => undefined);
  await Promise.all(
    upTo(4).map(async (writer) => {
      const handle = writer % 2 === 0 ? store : other;
      for (const n of upTo(40)) {
        const key = `${String(writer)}-${String(n)}`;
        const appended = append(handle, key, `writer:${String(n % 2)}`);
        await inTime(harness, 'An append while others follow', appended);
        if (n % 8 === 0) await new Promise(setImmediate);
      }
    }),
  );
  await mustAppend(store, sampleBatch('last', [sampleEvent('Last', ['writer:1'])]));
  return inTime(harness, 'The last event of a race', all);
};

/** What the port says of `follow` while writers race. */
export const followRaceChecks: readonly ContractCheck[] = [
  {
    name: 'a follower gets what is there and then what comes, once and in order, while writers race',
    promise: 'follow',
    run: (harness) =>
      withHandles(harness, async (handles) => {
        for (const n of upTo(50)) await append(handles[0], `early-${String(n)}`, 'writer:1');
        const after = (await readAll(handles[0]))[9]?.position ?? 0;
        const seen = await raced(harness, handles, [
          followTo(handles[0], 'all', after, isLast),
          followTo(handles[1], 'all', after, isLast),
          followTo(handles[0], tagged('writer:1'), after, isLast),
          followTo(handles[1], tagged('writer:1'), after, isLast),
        ]);
        for (const [n, positions] of seen.entries()) {
          const query = n < 2 ? 'all' : tagged('writer:1');
          const final = positionsOf(await readAll(handles[0], query, { after }));
          expectEqual(`what follower ${String(n)} got`, positions, final);
        }
      }),
  },
  {
    name: 'a slow follower gets everything and holds up nobody',
    promise: 'follow',
    run: (harness) =>
      withHandles(harness, async (handles) => {
        let release: () => void = () => undefined;
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        await append(handles[0], 'early');
        const slow = followTo(handles[0], 'all', 0, isLast, () => held);
        slow.catch(() => undefined);
        const quick = followTo(handles[1], 'all', 0, isLast);
        const [atOnce] = await raced(harness, handles, [quick]).finally(release);
        const late = await inTime(harness, 'The end of a slow follower', slow);
        const final = positionsOf(await readAll(handles[0]));
        expectEqual('what the quick follower got', atOnce, final);
        expectEqual('what the slow one got', late, final);
      }),
  },
];
