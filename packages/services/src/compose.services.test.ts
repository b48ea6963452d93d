import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { natsBinary } from './binaries/nats-binary.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { managedProcess, type ManagedProcess } from './managed-process.js';
import { natsAddress } from './nats-address.js';
import { clusterSize, greetingOf, isHealthy } from './nats-monitor.js';
import { runFolder } from './run-folder.js';

interface Service {
  readonly command: readonly string[];
  /** `127.0.0.1:14222:4222`: the port of this machine before that of the container. */
  readonly ports: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly configs: { readonly nats: { readonly content: string } };
}

const text = readFileSync(path.join(__dirname, '../../../compose.yaml'), 'utf8');
const { services, configs } = parse(text, { merge: true }) as ComposeFile;

/** What its first lines tell to set. */
const told = (variable: string): string =>
  new RegExp(`export ${variable}=(\\S+)`).exec(text)?.[1] ?? '';

/** Where this machine reaches it, `127.0.0.1:14222`. */
const published = (service: Service | undefined): string =>
  /^(127\.0\.0\.1:\d+):\d+$/.exec(service?.ports[0] ?? '')?.[1] ?? '';

/** Each text that stands for another on this machine; all of them must be there. */
const inPlaceOf = (content: string, changes: Readonly<Record<string, string>>): string =>
  Object.entries(changes).reduce((changed, [from, to]) => {
    expect(changed).toContain(from);
    return changed.replaceAll(from, to);
  }, content);

test('the PostgreSQL of compose.yaml is where its first lines say', () => {
  const { postgres } = services;
  const {
    POSTGRES_USER = '',
    POSTGRES_PASSWORD = '',
    POSTGRES_DB = '',
  } = postgres?.environment ?? {};
  expect(told('LARGESSE_POSTGRES_URL')).toBe(
    `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@${published(postgres)}/${POSTGRES_DB}`,
  );
});

describe('the NATS cluster of compose.yaml, its hosts and folders those of this machine', () => {
  const names = ['nats-1', 'nats-2', 'nats-3'];
  const url = told('LARGESSE_NATS_URL');
  const { servers, ...login } = natsAddress(url);
  const folder = runFolder('compose');
  let running: readonly ManagedProcess[] = [];
  let ports: readonly { client: number; monitor: number; route: number }[] = [];

  const start = async (): Promise<void> => {
    ports = await Promise.all(
      names.map(async () => ({
        ...{ client: await freePort(), monitor: await freePort(), route: await freePort() },
      })),
    );
    const routes = ports.map(({ route }, index) => [
      `nats-${String(index + 1)}:6222`,
      `127.0.0.1:${String(route)}`,
    ]);
    running = ports.map(({ client, monitor, route }, index) => {
      const name = names[index] ?? '';
      const file = path.join(folder.path, `${name}.conf`);
      const content = inPlaceOf(configs.nats.content, {
        '0.0.0.0:4222': `127.0.0.1:${String(client)}`,
        '127.0.0.1:8222': `127.0.0.1:${String(monitor)}`,
        '0.0.0.0:6222': `127.0.0.1:${String(route)}`,
        '"/data"': JSON.stringify(path.join(folder.path, name)),
        ...(Object.fromEntries(routes) as Record<string, string>),
      });
      writeFileSync(file, content);
      const args = inPlaceOf((services[name]?.command ?? []).join('\n'), {
        '/etc/nats/largesse.conf': file,
        [published(services[name])]: `127.0.0.1:${String(client)}`,
      }).split('\n');
      return managedProcess({
        ...{ name, folder: folder.path, command: natsBinary().command, args },
        ...{ env: { PATH: process.env.PATH, HOME: folder.path }, leave: 'SIGTERM' },
      });
    });
    await Promise.all(
      running.map((server, index) => {
        const port = ports[index]?.client ?? 0;
        return server.startUntil(`on port ${String(port)}`, () => greetingOf(port));
      }),
    );
  };

  beforeAll(start);
  afterAll(async () => {
    await Promise.all(running.map(({ leave }) => leave()));
    folder.remove();
  });

  const monitorOf = (port: number) => `http://127.0.0.1:${String(port)}`;

  test('is where its first lines say', () => {
    expect(servers).toEqual(names.map((name) => `nats://${published(services[name])}`));
  });

  test('comes up, is found healthy, and every node knows the other two', async () => {
    const all = ports.map(({ monitor }) => monitorOf(monitor));
    const well = async () => {
      const found = await Promise.all(
        all.map(async (at) => (await isHealthy(at)) && (await clusterSize(at)) === names.length),
      );
      return found.every((each) => each) ? true : undefined;
    };
    await eventually(well, 60_000, () => running.map(({ log }) => log()).join('\n'));
  });

  test('lets the client in who is told, keeps three copies and syncs what it acknowledges', async () => {
    const own = ports.map(({ client }) => `127.0.0.1:${String(client)}`);
    const connection = await connect({ servers: own, ...login });
    expect(connection.info?.connect_urls?.toSorted()).toEqual(own.toSorted());
    const manager = await jetstreamManager(connection);
    const stream = { name: 'gifts', subjects: ['gifts.>'], num_replicas: 3 };
    const { cluster } = await manager.streams.add(stream);
    expect(cluster?.replicas).toHaveLength(2);
    await connection.close();
    const varz = await fetch(`${monitorOf(ports[0]?.monitor ?? 0)}/varz`);
    expect(await varz.json()).toMatchObject({ jetstream: { config: { sync_always: true } } });
  });
});
