import type { EventStore } from '@largesse/core';
import { testServers } from '@largesse/services';
import { describeEventStore, type StoreHarness } from '@largesse/testing';
import { lossyProxy } from '../test/lossy-proxy.js';
import { openTuned } from './open-jetstream-store.js';
import { USUAL, type Tuning } from './tuning.js';

const { natsUrl } = testServers();
const streams = new Map<EventStore, string>();
let opened = 0;

const harnessWith = (tuning: Tuning): StoreHarness => {
  const openStream = async (stream: string): Promise<EventStore> => {
    const store = await openTuned({ servers: natsUrl, stream }, tuning);
    streams.set(store, stream);
    return store;
  };
  const streamOf = (store: EventStore): string => {
    const stream = streams.get(store);
    if (stream === undefined) throw new Error('That store was not opened here');
    return stream;
  };
  return {
    breakable: async () => {
      const { hostname, port, username, password } = new URL(natsUrl.split(',')[0] ?? '');
      const proxy = await lossyProxy(hostname, Number(port));
      opened += 1;
      const store = await openTuned(
        {
          servers: `nats://${username}:${password}@${proxy.address}`,
          stream: `CONTRACT_${String(process.pid)}_${String(opened)}`,
          connection: { ignoreClusterUpdates: true },
        },
        tuning,
      );
      return {
        store: { ...store, close: () => store.close().then(proxy.close) },
        loseNext: (part) => proxy.loseNext(part, 600),
      };
    },
    open: () => {
      opened += 1;
      return openStream(`CONTRACT_${String(process.pid)}_${String(opened)}`);
    },
    another: (store) => openStream(streamOf(store)),
    reopen: async (store) => {
      await store.close();
      return openStream(streamOf(store));
    },
  };
};

describeEventStore('The JetStream store', harnessWith(USUAL), { describe, it });

// Every index is written, every key asked for, every process behind: as in a log of millions of events.
const tight: Tuning = { subjects: 8, indexFrom: 12, indexTo: 4, far: 24 };

describeEventStore('The JetStream store that remembers little', harnessWith(tight), {
  describe,
  it,
});
