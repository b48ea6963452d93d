import type { StoreSize } from '@largesse/core';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Tail } from '../view/tail.js';

/** How many events there are, what the leader's copy takes on disk, and how far the other copies are. */
export const streamSize = async (
  nc: NatsConnection,
  stream: string,
  tail: Tail,
  timeout: number,
): Promise<StoreSize> => {
  await tail.fresh();
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout });
  const { state, cluster } = await manager.streams.info(stream);
  return {
    events: tail.view.count,
    bytes: state.bytes,
    // A server leaves out a lag of none, whatever the type of the client says.
    copies: (cluster?.replicas ?? []).map(({ name, lag }: { name: string; lag?: number }) => ({
      ...{ name, behind: lag ?? 0, unit: 'events' as const },
    })),
  };
};
