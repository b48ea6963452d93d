import type { Batch, EventStore } from '@largesse/core';
import { testServers } from '@largesse/services';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { openJetStreamStore } from './index.js';
import { serverAddress } from './opening/server-address.js';

const { natsUrl } = testServers();
const stream = `REPLACED_${String(process.pid)}`;
const stores: EventStore[] = [];

const open = async (): Promise<EventStore> => {
  const store = await openJetStreamStore({ servers: natsUrl, stream });
  stores.push(store);
  return store;
};

const gift = (key: string): Batch => ({
  ...{ key, fingerprint: key, conditions: [] },
  events: [
    { type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', tags: ['wallet:ann'], data: null },
  ],
});

const write = async (store: EventStore, name: string, most: number): Promise<void> => {
  for (let n = 0; n < most; n += 1) await store.append(gift(`${name} ${String(n)}`))();
};

const removed = async (): Promise<void> => {
  const { servers, ...login } = serverAddress(natsUrl);
  const nc = await connect({ servers: [...servers], ...login });
  await (await jetstreamManager(nc)).streams.delete(stream);
  await nc.close();
};

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await removed();
});

test.each([
  ['longer', 8],
  ['as long', 5],
  ['empty', 0],
])(
  'a %s stream in the place of another is not mixed with what was known of that, and what was written there is no answer',
  async (_, most) => {
    const old = await open();
    await write(old, 'old', 5);
    await removed();
    const other = await open();
    await write(other, 'new', most);
    const message: unknown = expect.stringContaining('Open the store again');
    const said = { left: { code: 'store_unavailable', message } };
    expect(await old.head()()).toMatchObject(said);
    expect(await old.lookup('old 1')()).toMatchObject(said);
    const asked = performance.now();
    expect(await old.append(gift('late'))()).toMatchObject(said);
    expect(await old.append(gift('old 1'))()).toMatchObject(said);
    // Nobody waits for what cannot mend.
    expect(performance.now() - asked).toBeLessThan(5_000);
    const reading = old.read('all')[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow('Open the store again');
    const again = await open();
    expect(await again.lookup('old 1')()).toMatchObject({ right: { _tag: 'None' } });
  },
);
