import { startNatsCluster, testServers, type NatsCluster } from '@largesse/services';
import { jetstreamManager, type StreamConfig } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { either as E } from 'fp-ts';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openJetStreamStore } from './index.js';
import { serverAddress } from './opening/server-address.js';
import { streamSettings } from './opening/stream-settings.js';

const { natsUrl } = testServers();
let made = 0;

/** Makes a stream as somebody else would have. */
const streamWith = async (changes: Partial<StreamConfig>): Promise<string> => {
  made += 1;
  const stream = `ODD_${String(process.pid)}_${String(made)}`;
  const { servers, ...login } = serverAddress(natsUrl);
  const nc = await connect({ servers: [...servers], ...login });
  const manager = await jetstreamManager(nc);
  const settings = streamSettings(stream, `${stream.toLowerCase()}.>`, 3);
  await manager.streams.add({ ...settings, ...changes });
  await nc.close();
  return stream;
};

test.each<readonly [string, Partial<StreamConfig>]>([
  ['storage is not file', { storage: 'memory' }],
  ['allow_atomic is off: set it', { allow_atomic: false }],
  ['allow_direct is off: set it', { allow_direct: false }],
  ['max_msgs would drop events: set it to -1', { max_msgs: 1_000, discard: 'old' }],
  ['max_age would drop events: set it to 0', { max_age: 60_000_000_000 }],
  ['max_msgs_per_subject would drop events', { max_msgs_per_subject: 1, discard: 'old' }],
  ['deny_delete is off: set it', { deny_delete: false }],
  ['deny_purge is off: set it', { deny_purge: false }],
])('a stream is refused with the remedy: %s', async (flaw, changes) => {
  const stream = await streamWith(changes);
  await expect(openJetStreamStore({ servers: natsUrl, stream })).rejects.toThrow(flaw);
});

test('a stream that does not begin at its beginning, or lacks a message, is refused with the remedy', async () => {
  const begun = await streamWith({ first_seq: 1_000 });
  await expect(openJetStreamStore({ servers: natsUrl, stream: begun })).rejects.toThrow(
    'messages are missing at its beginning',
  );
  const holed = await streamWith({ deny_delete: false });
  const { servers, ...login } = serverAddress(natsUrl);
  const nc = await connect({ servers: [...servers], ...login });
  for (let n = 0; n < 3; n += 1) await nc.request(`${holed.toLowerCase()}.e.k.${String(n)}`, '{}');
  const manager = await jetstreamManager(nc);
  await manager.streams.deleteMessage(holed, 2);
  await manager.streams.update(holed, { deny_delete: true });
  await nc.close();
  await expect(openJetStreamStore({ servers: natsUrl, stream: holed })).rejects.toThrow(
    'messages were deleted from it',
  );
});

test('answers come to the inbox that the connection was given, the only one it may have a right to', async () => {
  // One server: another would hear late that somebody listens, and what went before is never seen.
  const [oneServer = ''] = natsUrl.split(',');
  const { servers, ...login } = serverAddress(oneServer);
  const nc = await connect({ servers: [...servers], ...login });
  const inboxPrefix = `_APP_${String(process.pid)}`;
  let pages = 0;
  nc.subscribe(`${inboxPrefix}.>`, {
    callback: (_, msg) => {
      if (msg.headers?.has('Nats-Num-Pending') === true) pages += 1;
    },
  });
  await nc.flush();
  const stream = `INBOX_${String(process.pid)}`;
  const store = await openJetStreamStore({
    servers: oneServer,
    stream,
    connection: { inboxPrefix },
  });
  const event = { type: 'A', version: 1, at: '2026-03-01T18:00:00.000Z', tags: [], data: null };
  await store.append({ key: 'k', fingerprint: 'k', conditions: [], events: [event, event] })();
  for await (const events of store.read('all')) expect(events).toHaveLength(2);
  await nc.flush();
  expect(pages).toBeGreaterThan(1);
  await Promise.all([store.close(), nc.close()]);
});

test('a stream that is not there is not made where that is not asked for', async () => {
  const missing = openJetStreamStore({ servers: natsUrl, stream: 'NOWHERE', create: false });
  await expect(missing).rejects.toThrow('There is no JetStream stream NOWHERE');
});

test('an error about a server that cannot be reached names it, without the password', async () => {
  const servers = 'nats://app:secret@127.0.0.1:9';
  const failed = openJetStreamStore({ servers, timeout: 500 });
  await expect(failed).rejects.toThrow(/127\.0\.0\.1:9/);
  await expect(openJetStreamStore({ servers, timeout: 500 })).rejects.not.toThrow(/secret/);
});

test('the size counts events, without the indexes beside them', async () => {
  const stream = `SIZE_${String(process.pid)}`;
  const store = await openJetStreamStore({ servers: natsUrl, stream });
  const event = { version: 1, at: '2026-03-01T18:00:00.000Z', tags: [], data: null };
  for (const key of ['a', 'b']) {
    await store.append({
      ...{ key, fingerprint: key, conditions: [] },
      events: [
        { ...event, type: 'A' },
        { ...event, type: 'B' },
      ],
    })();
  }
  const size = await store.size?.()();
  expect(size).toMatchObject({ right: { events: 4 } });
  if (size === undefined || E.isLeft(size)) throw new Error('There is no size');
  expect(size.right.copies).toHaveLength(2);
  await store.close();
});

describe('what a store says of its durability', () => {
  let cluster: NatsCluster | undefined;
  afterEach(() => cluster?.remove());

  const durabilityOf = async (own: NatsCluster, watched: boolean) => {
    const monitors = watched ? own.nodes.map(({ monitor }) => monitor) : [];
    const store = await openJetStreamStore({ servers: own.url, monitors });
    const found = store.durability();
    await store.close();
    return found;
  };

  test.each([
    ['always', true, true, 'Every server syncs to disk before it acknowledges'],
    ['2m', true, false, 'Servers acknowledge before they sync to disk'],
    ['always', false, false, 'The servers do not tell a client whether they sync'],
  ])('with sync_interval %s, monitors named: %s', async (syncInterval, watched, survives, note) => {
    cluster = await startNatsCluster({ own: true, nodes: 1, syncInterval });
    const { notes, ...rest } = await durabilityOf(cluster, watched);
    expect(rest).toEqual({
      ...{ survivesProcessEnd: true, survivesPowerLoss: survives, survivesMachineLoss: false },
    });
    expect(notes.join(' ')).toContain(note);
    expect(notes.join(' ')).toContain('Fewer than three copies');
  });
});

describe('a store whose server is gone', () => {
  let alone: NatsCluster;
  beforeAll(async () => {
    alone = await startNatsCluster({ nodes: 1, own: true });
  });
  afterAll(() => alone.remove());

  test('calls it no more once it is closed', async () => {
    const open = () => openJetStreamStore({ servers: alone.url, stream: 'GONE', timeout: 1_000 });
    const [kept, closed] = [await open(), await open()];
    await alone.nodes[0]?.kill();
    let calls = 0;
    const server = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    const callsIn = async (milliseconds: number): Promise<number> => {
      const before = calls;
      await sleep(milliseconds);
      return calls - before;
    };
    await closed.close();
    server.listen(Number(new URL(alone.url).port), '127.0.0.1');
    // The one that is open goes on calling, which shows that we would hear the other.
    const ofOne = await callsIn(3_000);
    expect(ofOne).toBeGreaterThan(2);
    await kept.close();
    await sleep(500);
    expect(await callsIn(2_000)).toBe(0);
    server.close();
  });
});
