import {
  jetstreamManager,
  JetStreamApiError,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Hopeless } from '../patiently.js';
import { settingFlaws, streamSettings, versionFlaw } from './stream-settings.js';

/** Said of a server or a stream that could not keep what is promised, with what to do about it. */
class Unfit extends Hopeless {
  override readonly name = 'Unfit';
}

/** Which stream is opened, and whether it is made. */
export interface StreamRequest {
  readonly stream: string;
  readonly subjects: string;
  readonly replicas: number | undefined;
  readonly create: boolean;
  readonly timeout: number;
}

const NOT_FOUND = 10_059;
/** A server alone, or too few of a cluster. */
const NO_REPLICAS = new Set([10_005, 10_074]);

/**
 * The stream of a log: as it is, or made now. Rejects with an error that names what is wrong and what to do
 * if it could not keep what the store promises.
 */
export const openStream = async (
  nc: NatsConnection,
  { stream, subjects, replicas, create, timeout }: StreamRequest,
): Promise<StreamInfo> => {
  const flaw = versionFlaw(nc.info?.version);
  if (flaw !== undefined) throw new Unfit(`JetStream at ${nc.getServer()} cannot be used: ${flaw}`);
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout });
  const info =
    (await found(manager, stream)) ??
    (create ? await made(manager, stream, subjects, replicas) : undefined);
  if (info === undefined) throw new Unfit(`There is no JetStream stream ${stream}`);
  const flaws = [...settingFlaws(info.config, subjects)];
  if (info.state.first_seq > 1) {
    flaws.push(
      'messages are missing at its beginning: restore it from a backup, or make a new one',
    );
  } else if (info.state.num_deleted > 0) {
    flaws.push('messages were deleted from it: restore it from a backup');
  }
  if (flaws.length === 0) return info;
  throw new Unfit(`JetStream stream ${stream} cannot be the log: ${flaws.join('; ')}`);
};

const found = async (manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> => {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NOT_FOUND) return undefined;
    throw error;
  }
};

const made = async (
  manager: JetStreamManager,
  name: string,
  subjects: string,
  replicas: number | undefined,
): Promise<StreamInfo> => {
  try {
    return await manager.streams.add(streamSettings(name, subjects, replicas ?? 3));
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    if (replicas === undefined && NO_REPLICAS.has(error.code)) {
      return manager.streams.add(streamSettings(name, subjects, 1));
    }
    // Another process made it at the same time.
    const other = await found(manager, name);
    if (other !== undefined) return other;
    throw error;
  }
};

/** Makes the stream of the snapshots if it is not there: one message a subject, dropped at any time. */
export const openSnapshotStream = async (
  nc: NatsConnection,
  name: string,
  subjects: string,
  replicas: number,
  timeout: number,
): Promise<void> => {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout });
  if ((await found(manager, name)) !== undefined) return;
  const settings = { name, subjects: [subjects], num_replicas: replicas, max_msgs_per_subject: 1 };
  try {
    await manager.streams.add({ ...settings, storage: 'file', allow_atomic: true });
  } catch (error) {
    if ((await found(manager, name)) === undefined) throw error;
  }
};
