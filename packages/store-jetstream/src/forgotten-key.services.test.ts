import type { AppendCondition, Batch, EventStore } from '@largesse/core';
import { testServers } from '@largesse/services';
import { either as E } from 'fp-ts';
import { openTuned } from './open-jetstream-store.js';

const gift = (
  key: string,
  fingerprint = 'a rose',
  conditions: readonly AppendCondition[] = [],
): Batch => ({
  ...{ key, fingerprint, conditions },
  events: [
    { type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', tags: ['wallet:ann'], data: null },
  ],
});

/** What became of appends that were asked for at the same time: a position, with a sign where it is a repeat, or a code. */
const outcomes = async (on: EventStore, ...batches: readonly Batch[]) =>
  (await Promise.all(batches.map((batch) => on.append(batch)()))).map((result) =>
    E.isRight(result)
      ? `${String(result.right.events[0].position)}${result.right.repeated ? ' again' : ''}`
      : result.left.code,
  );

let store: EventStore | undefined;

afterEach(() => store?.close());

test('a key that a process has forgotten is found by the leader, whatever stands beside it in its group', async () => {
  const stream = `FORGOTTEN_${String(process.pid)}`;
  const tuning = { subjects: 4, indexFrom: 1_000, indexTo: 100, far: 1_000 };
  store = await openTuned({ servers: testServers().natsUrl, stream }, tuning);
  const keys = Array.from({ length: 40 }, (_, n) => `k${String(n)}`);
  for (const [n, key] of keys.entries())
    expect(await outcomes(store, gift(key))).toEqual([String(n + 1)]);
  expect(await outcomes(store, gift('k0'))).toEqual(['1 again']);
  expect(await outcomes(store, gift('k1', 'a tulip'))).toEqual(['key_reused']);
  const mixed = await outcomes(
    store,
    gift('new-a'),
    gift('k2'),
    gift('new-b'),
    gift('k3', 'tulip'),
  );
  expect(mixed).toEqual(['41', '3 again', '42', 'key_reused']);
});

test('a forgotten key gives the first result again where what it wrote makes its condition fail', async () => {
  const stream = `GUARDED_${String(process.pid)}`;
  const tuning = { subjects: 4, indexFrom: 12, indexTo: 4, far: 20 };
  const servers = testServers().natsUrl;
  store = await openTuned({ servers, stream }, tuning);
  const late = await openTuned({ servers, stream }, tuning);
  const none: AppendCondition = {
    failIfEventsMatch: { items: [{ tags: ['wallet:ann'] }] },
    after: 0,
  };
  expect(await outcomes(store, gift('first', 'a rose', [none]))).toEqual(['1']);
  for (let n = 0; n < 40; n += 1) await outcomes(store, gift(`k${String(n)}`));
  for (const each of [store, late, await openTuned({ servers, stream }, tuning)]) {
    expect(await outcomes(each, gift('first', 'a rose', [none]))).toEqual(['1 again']);
    expect(await outcomes(each, gift('first', 'a tulip', [none]))).toEqual(['key_reused']);
    expect(await outcomes(each, gift('new', 'a rose', [none]))).toEqual(['condition_failed']);
    if (each !== store) await each.close();
  }
});
