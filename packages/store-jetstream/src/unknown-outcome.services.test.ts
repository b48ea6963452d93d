import type { Appended, Batch, EventStore, RecordedEvent } from '@largesse/core';
import { testServers } from '@largesse/services';
import { either as E } from 'fp-ts';
import { lossyProxy, type LossyProxy } from '../test/lossy-proxy.js';
import { openJetStreamStore } from './index.js';

const { natsUrl } = testServers();
const { hostname, port, username, password } = new URL(natsUrl.split(',')[0] ?? '');

let proxy: LossyProxy;
let store: EventStore;

const openThrough = async (stream: string, timeout: number): Promise<void> => {
  proxy = await lossyProxy(hostname, Number(port));
  store = await openJetStreamStore({
    servers: `nats://${username}:${password}@${proxy.address}`,
    stream: `${stream}_${String(process.pid)}`,
    ...{ timeout, connection: { ignoreClusterUpdates: true } },
  });
};

afterEach(async () => {
  await store.close();
  await proxy.close();
});

const gift: Batch = {
  key: 'gift-1',
  fingerprint: 'a rose',
  events: [
    { type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', tags: ['wallet:ann'], data: null },
  ],
  conditions: [{ failIfEventsMatch: { items: [{ tags: ['wallet:ann'] }] }, after: 0 }],
};

/** Asks again with the same key, as an app does, until the servers are there again. */
const insist = async (): Promise<Appended> => {
  for (let n = 0; n < 40; n += 1) {
    const result = await store.append(gift)();
    if (E.isRight(result)) return result.right;
    expect(['outcome_unknown', 'store_unavailable']).toContain(result.left.code);
  }
  throw new Error('The servers did not come back');
};

const log = async (): Promise<readonly RecordedEvent[]> => {
  const found: RecordedEvent[] = [];
  for await (const events of store.read('all')) found.push(...events);
  return found;
};

test('an append whose answer does not come in time is unknown; its key finds it', async () => {
  await openThrough('ANSWER', 600);
  proxy.loseNext('answer', 1_500);
  const lost = await store.append(gift)();
  expect(lost).toMatchObject({ left: { code: 'outcome_unknown' } });
  expect(JSON.stringify(lost)).not.toContain(password);
  const { repeated, events } = await insist();
  expect(repeated).toBe(true);
  expect(await log()).toEqual(events);
});

test('an append that got lost on its way is unknown too; asked again, it is done once', async () => {
  await openThrough('REQUEST', 600);
  proxy.loseNext('request', 1_500);
  expect(await store.append(gift)()).toMatchObject({ left: { code: 'outcome_unknown' } });
  const { events } = await insist();
  expect(await log()).toEqual(events);
});

test('an append with time enough finds out by itself that it was done, and is no repeat', async () => {
  await openThrough('PATIENT', 8_000);
  proxy.loseNext('answer', 1_000);
  const result = await store.append(gift)();
  expect(result).toMatchObject({ right: { repeated: false } });
  expect(await log()).toHaveLength(1);
});
