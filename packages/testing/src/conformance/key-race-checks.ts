import type { AppendCondition, EventStore, Tag } from '@largesse/core';
import type { ContractCheck, StoreHarness } from './contract-check.js';
import { expectEqual } from './expect.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import { lookedUp, outcome, readAll, withHandles } from './store-access.js';

const ROUNDS = 30;
const RACERS = 12;

/** Every other round the racers set off in three waves, so that some come when others are half through. */
const setOff = async (round: number, n: number): Promise<void> => {
  for (let wave = round % 2 === 0 ? 0 : n % 3; wave > 0; wave -= 1) await new Promise(setImmediate);
};

/** Runs rounds in which one key is appended by many at once, and checks that it took effect once. */
const raceForKey = (
  harness: StoreHarness,
  conditionsOn: (tag: Tag) => readonly AppendCondition[],
) =>
  withHandles(harness, async (handles) => {
    for (const round of upTo(ROUNDS)) {
      const tag: Tag = `command:c${String(round)}`;
      const events = [sampleEvent('A', [tag]), sampleEvent('B', [tag])] as const;
      const batch = sampleBatch(tag, [...events], conditionsOn(tag));
      const results = await Promise.all(
        upTo(RACERS).map((n) =>
          setOff(round, n).then(() => outcome(handles[n % 2 === 0 ? 0 : 1], batch)),
        ),
      );
      const recorded = await readAll(handles[0], tagged(tag));
      expectEqual('events recorded for the key', recorded.length, 2);
      for (const result of results) {
        const got = typeof result === 'string' ? result : [...result.events];
        expectEqual(`what an append of the key in round ${String(round)} got`, got, recorded);
      }
      const firsts = results.filter((result) => typeof result !== 'string' && !result.repeated);
      expectEqual('appends that were not repeated', firsts.length, 1);
    }
  });

/** Promise 3 in real races. */
export const keyRaceChecks: readonly ContractCheck[] = [
  {
    name: 'a key raced by many is appended once, and all get the same events',
    promise: 3,
    run: (harness) => raceForKey(harness, () => []),
  },
  {
    name: 'a key raced by many with a guard that its own events break still gives all the same events',
    promise: 3,
    run: (harness) => raceForKey(harness, (tag) => [{ failIfEventsMatch: tagged(tag), after: 0 }]),
  },
  {
    name: 'a key raced for different commands goes to one of them',
    promise: 3,
    run: (harness) =>
      withHandles(harness, async (handles: readonly [EventStore, EventStore]) => {
        for (const round of upTo(ROUNDS)) {
          const key = `key ${String(round)}`;
          const results = await Promise.all(
            upTo(RACERS).map(async (n) => {
              await setOff(round, n);
              const batch = sampleBatch(key, [sampleEvent('A', [`racer:${String(n)}`])]);
              const fingerprint = `racer ${String(n)}`;
              return outcome(handles[n % 2 === 0 ? 0 : 1], { ...batch, fingerprint });
            }),
          );
          const refused = results.filter((result) => result === 'key_reused');
          expectEqual('racers refused', refused.length, RACERS - 1);
          const winner = results.findIndex((result) => typeof result !== 'string');
          const [event] = await lookedUp(handles[0], key);
          expectEqual(
            'whose events the key has',
            event?.batch.fingerprint,
            `racer ${String(winner)}`,
          );
        }
      }),
  },
];
