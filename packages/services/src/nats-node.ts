import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Controls } from './controls.js';
import { controlsOf } from './controls.js';
import { managedProcess } from './managed-process.js';
import type { NatsClusterPlan, NatsNodePlan } from './nats-config.js';
import { natsConfig } from './nats-config.js';
import { greetingOf } from './nats-monitor.js';

/** One server of a NATS cluster. */
export interface NatsNode extends Controls {
  readonly name: string;
  /** Its own address, `nats://user:password@127.0.0.1:port`. */
  readonly url: string;
  /** Where it tells how it is, `http://127.0.0.1:port`: `/healthz`, `/jsz`, `/varz`. */
  readonly monitor: string;
  /** Undefined while it does not run. */
  readonly pid: () => number | undefined;
}

/** Writes the configuration of a node; nothing runs before `start`. */
export const natsNode = (
  command: string,
  plan: NatsNodePlan,
  cluster: NatsClusterPlan,
): NatsNode => {
  const { name, port, monitorPort } = plan;
  const { folder, user, password } = cluster;
  const file = path.join(folder, `${name}.conf`);
  writeFileSync(file, natsConfig(plan, cluster), { mode: 0o600 });
  const leave = 'SIGTERM';
  const env = { PATH: process.env.PATH, HOME: folder };
  const server = managedProcess({ name, folder, command, args: ['-c', file], env, leave });

  const start = () => server.startUntil(`on port ${String(port)}`, () => greetingOf(port));
  return {
    ...controlsOf(server, start),
    name,
    url: `nats://${user}:${password}@127.0.0.1:${String(port)}`,
    monitor: `http://127.0.0.1:${String(monitorPort)}`,
    pid: server.pid,
  };
};
