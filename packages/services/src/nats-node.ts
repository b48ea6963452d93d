import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Controls } from './controls.js';
import { controlsOf } from './controls.js';
import { eventually, GaveUp } from './eventually.js';
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

const START_TIMEOUT = 60_000;

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

  const start = async () => {
    server.launch();
    const refused = () =>
      `nats-server ${name} does not answer on port ${String(port)}:\n${server.log()}`;
    await eventually(
      async () => {
        if (server.pid() === undefined) throw new GaveUp(refused());
        return greetingOf(port);
      },
      START_TIMEOUT,
      refused,
    );
  };
  return {
    ...controlsOf(server, start),
    name,
    url: `nats://${user}:${password}@127.0.0.1:${String(port)}`,
    monitor: `http://127.0.0.1:${String(monitorPort)}`,
    pid: server.pid,
  };
};
