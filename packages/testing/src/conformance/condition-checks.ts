import { matches, type AppendCondition, type Position, type Query } from '@largesse/core';
import type { ContractCheck } from './contract-check.js';
import { expectEqual } from './expect.js';
import { sampleBatch, sampleEvent, tagged } from './sample-batch.js';
import { mustAppend, outcome, readAll, withStore } from './store-access.js';

const QUERIES: readonly Query[] = [
  'all',
  { items: [] },
  { items: [{}] },
  { items: [{ types: [] }] },
  { items: [{ types: ['A'] }] },
  { items: [{ types: ['A', 'B'] }] },
  { items: [{ types: ['Never'] }] },
  { items: [{ tags: [] }] },
  { items: [{ tags: ['wallet:ann'] }] },
  { items: [{ tags: ['wallet:ann', 'creator:bea'] }] },
  { items: [{ tags: ['wallet:ann', 'creator:cid'] }] },
  { items: [{ tags: ['wallet:an'] }] },
  { items: [{ types: ['B'], tags: ['wallet:ann'] }] },
  { items: [{ types: ['A', 'B'], tags: ['creator:bea', 'wallet:ann'] }] },
  { items: [{ types: ['Never'] }, { types: ['C'], tags: ['creator:cid'] }] },
  {
    items: [
      { types: ['B'], tags: ['creator:cid'] },
      { types: ['A'], tags: ['wallet:dan'] },
    ],
  },
];

const LOG = [
  sampleEvent('A', ['wallet:ann']),
  sampleEvent('B', ['wallet:ann', 'creator:bea']),
  sampleEvent('A', ['wallet:bob']),
  sampleEvent('C', ['creator:cid']),
  sampleEvent('C', ['wallet:dan', 'creator:bea']),
] as const;

/** Promise 1, second half: a batch is appended only if its conditions hold. */
export const conditionChecks: readonly ContractCheck[] = [
  {
    name: 'a condition fails for what matches after its position, and for nothing else',
    promise: 1,
    run: (harness) =>
      withStore(harness, async (store) => {
        const { events } = await mustAppend(store, sampleBatch('log', [...LOG]));
        const places: readonly Position[] = [0, ...events.map(({ position }) => position)];
        for (const [n, failIfEventsMatch] of QUERIES.entries()) {
          for (const after of places) {
            const log = await readAll(store);
            const fails = log.some((e) => e.position > after && matches(failIfEventsMatch, e));
            const key = `probe-${String(n)}-${String(after)}`;
            const probe = sampleBatch(key, [sampleEvent('Probe')], [{ failIfEventsMatch, after }]);
            const result = await outcome(store, probe);
            expectEqual(
              `an append that fails if ${JSON.stringify(failIfEventsMatch)} after ${String(after)}`,
              typeof result === 'string' ? result : 'appended',
              fails ? 'condition_failed' : 'appended',
            );
          }
        }
      }),
  },
  {
    name: 'of several conditions, each with its own position, all must hold',
    promise: 1,
    run: (harness) =>
      withStore(harness, async (store) => {
        const { events } = await mustAppend(store, sampleBatch('log', [...LOG]));
        const [first, second] = events;
        const holds: AppendCondition = {
          failIfEventsMatch: tagged('wallet:ann'),
          after: second?.position ?? 0,
        };
        const fails: AppendCondition = {
          failIfEventsMatch: tagged('wallet:ann'),
          after: first.position,
        };
        const holdsToo: AppendCondition = { failIfEventsMatch: tagged('wallet:eve'), after: 0 };
        const rows: readonly (readonly [string, readonly AppendCondition[], boolean])[] = [
          ['all hold', [holds, holdsToo], true],
          ['the first fails', [fails, holds, holdsToo], false],
          ['the second fails', [holds, fails, holdsToo], false],
          ['the last fails', [holdsToo, holds, fails], false],
        ];
        for (const [name, conditions, appended] of rows) {
          const batch = sampleBatch(name, [sampleEvent('Probe')], conditions);
          const result = await outcome(store, batch);
          expectEqual(
            `an append of which ${name}`,
            typeof result === 'string' ? result : 'appended',
            appended ? 'appended' : 'condition_failed',
          );
        }
      }),
  },
];
