import type { EventStore } from '@largesse/core';
import { storeOn } from './jetstream-store.js';
import { subjectsUnder } from './message/subjects.js';
import { connected } from './opening/connection.js';
import { durabilityOf } from './opening/durability.js';
import { openSnapshotStream, openStream } from './opening/open-stream.js';
import { requireNames } from './opening/required-names.js';
import { probeSync } from './opening/sync-probe.js';
import { patiently } from './patiently.js';
import type { JetStreamStoreOptions } from './store-options.js';
import { USUAL, type Tuning } from './tuning.js';

/**
 * Opens a stream as an event store, and makes it if it is not there. Rejects with an error that says what to
 * do if no server answers or the stream could not keep what is promised.
 */
export const openJetStreamStore = (options: JetStreamStoreOptions): Promise<EventStore> =>
  openTuned(options, USUAL);

/** As `openJetStreamStore`, for tests that want a small log to behave as a large one. */
export const openTuned = async (
  options: JetStreamStoreOptions,
  tuning: Tuning,
): Promise<EventStore> => {
  const { stream = 'LARGESSE', create = true, timeout = 10_000, monitors = [] } = options;
  const prefix = options.prefix ?? stream.toLowerCase();
  requireNames(stream, prefix);
  const requestTimeout = Math.max(100, Math.min(2_000, timeout / 4));
  const nc = await connected(options);
  try {
    const subjects = subjectsUnder(prefix);
    const request = {
      stream,
      subjects: subjects.all,
      replicas: options.replicas,
      create,
      timeout: requestTimeout,
    };
    const info = await patiently(timeout, () => openStream(nc, request));
    const replicas = info.config.num_replicas;
    const snapshots = { stream: `${stream}_SNAPSHOTS`, prefix: `${prefix}_snapshots` };
    await patiently(timeout, () =>
      openSnapshotStream(nc, snapshots.stream, `${snapshots.prefix}.>`, replicas, requestTimeout),
    );
    const syncs = await probeSync(monitors, replicas);
    const version = nc.info?.version ?? '';
    const log = info.created;
    const inboxPrefix = options.connection?.inboxPrefix;
    const durability = durabilityOf({ stream, version, replicas, syncs });
    return await storeOn(nc, {
      ...{ stream, prefix, subjects, requestTimeout, timeout, snapshots, log, durability, tuning },
      inboxPrefix,
    });
  } catch (thrown) {
    await nc.close();
    throw thrown;
  }
};
