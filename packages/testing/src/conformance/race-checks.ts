import type { EventStore, Tag } from '@largesse/core';
import type { ContractCheck } from './contract-check.js';
import { expectEqual, expectThat } from './expect.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import { mustAppend, outcome, readAll, withHandles } from './store-access.js';

const ROUNDS = 30;
/** Even, and without a factor in common with the step of 7 below. */
const RACERS = 16;

const handleOf = (handles: readonly [EventStore, EventStore], n: number): EventStore =>
  handles[n % 2 === 0 ? 0 : 1];

/** Promise 1 in real races: every append is under way before any of them is answered. */
export const raceChecks: readonly ContractCheck[] = [
  {
    name: 'of appends guarded alike that race, exactly one wins',
    promise: 1,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        for (const round of upTo(ROUNDS)) {
          const tag: Tag = `wallet:w${String(round)}`;
          const results = await Promise.all(
            upTo(RACERS).map((n) => {
              const condition = { failIfEventsMatch: tagged(tag), after: 0 };
              const key = `${String(round)}-${String(n)}`;
              const batch = sampleBatch(key, [sampleEvent('Spent', [tag])], [condition]);
              return outcome(handleOf(handles, n), batch);
            }),
          );
          const winners = results.filter((result) => typeof result !== 'string');
          expectEqual(`the winners of round ${String(round)}`, winners.length, 1);
          const lost = results.filter((result) => result === 'condition_failed');
          expectEqual('those whose condition failed', lost.length, RACERS - 1);
          expectEqual('events recorded', (await readAll(handles[0], tagged(tag))).length, 1);
        }
      }),
  },
  {
    name: 'of racing batches with two conditions each, a batch loses only to one that shares a guard, and always to that',
    promise: 1,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        for (const round of upTo(ROUNDS)) {
          // Round a table: each needs the forks at its left and right. Neither the order in which they
          // reach out nor the fork that they name first follows the order round the table.
          const fork = (n: number): Tag => `fork:${String(round)}-${String(n % RACERS)}`;
          const won = new Array<boolean>(RACERS).fill(false);
          await Promise.all(
            upTo(RACERS).map(async (place) => {
              const n = (place * 7 + round) % RACERS;
              const forks = n % 2 === 0 ? [fork(n), fork(n + 1)] : [fork(n + 1), fork(n)];
              const batch = sampleBatch(
                `${String(round)}-${String(n)}`,
                [sampleEvent('Taken', [fork(n)]), sampleEvent('Taken', [fork(n + 1)])],
                forks.map((tag) => ({ failIfEventsMatch: tagged(tag), after: 0 })),
              );
              won[n] = typeof (await outcome(handleOf(handles, place), batch)) !== 'string';
            }),
          );
          for (const n of upTo(RACERS)) {
            const beside = [won[(n + 1) % RACERS], won[(n + RACERS - 1) % RACERS]];
            expectThat(
              !(won[n] === true && beside.includes(true)),
              `Two neighbours won: ${won.join(' ')}`,
            );
            expectThat(
              won[n] === true || beside.includes(true),
              `One lost to nobody: ${won.join(' ')}`,
            );
          }
        }
      }),
  },
  {
    name: 'racing appends whose guards do not meet all win',
    promise: 1,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        await Promise.all(
          upTo(RACERS * 4).map((n) => {
            const tag: Tag = `wallet:w${String(n)}`;
            const condition = { failIfEventsMatch: tagged(tag), after: 0 };
            const batch = sampleBatch(tag, [sampleEvent('Spent', [tag])], [condition]);
            return mustAppend(handleOf(handles, n), batch);
          }),
        );
      }),
  },
];
