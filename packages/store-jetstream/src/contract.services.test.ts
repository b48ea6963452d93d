import type { EventStore } from '@largesse/core';
import { testServers } from '@largesse/services';
import { describeEventStore } from '@largesse/testing';
import { openJetStreamStore } from './index.js';

const { natsUrl } = testServers();
const streams = new Map<EventStore, string>();
let opened = 0;

const openStream = async (stream: string): Promise<EventStore> => {
  const store = await openJetStreamStore({ servers: natsUrl, stream });
  streams.set(store, stream);
  return store;
};

const streamOf = (store: EventStore): string => {
  const stream = streams.get(store);
  if (stream === undefined) throw new Error('That store was not opened here');
  return stream;
};

const open = () => {
  opened += 1;
  return openStream(`CONTRACT_${String(process.pid)}_${String(opened)}`);
};

describeEventStore(
  'The JetStream store',
  {
    open,
    another: (store) => openStream(streamOf(store)),
    reopen: async (store) => {
      await store.close();
      return openStream(streamOf(store));
    },
  },
  { describe, it },
);
