import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client } from 'pg';
import type { PostgresBinaries, Program } from './binaries/postgres-binaries.js';
import {
  installedProgram,
  OLDEST_POSTGRES,
  postgresBinaries,
  programBeside,
} from './binaries/postgres-binaries.js';
import { isAtLeast } from './binaries/installed.js';
import type { Controls } from './controls.js';
import { controlsOf, noControls } from './controls.js';
import { freePort } from './free-port.js';
import { managedProcess } from './managed-process.js';
import { onFreePorts } from './on-free-ports.js';
import { makeDatabaseFolder } from './postgres-folder.js';
import { freeSharedMemory } from './postgres-shared-memory.js';
import type { RunFolder } from './run-folder.js';
import { runFolder } from './run-folder.js';
import { ServerUnavailable, whyOf } from './server-unavailable.js';
import type { SystemUser } from './system-user.js';
import { databaseUser } from './system-user.js';

/** What PostgreSQL is asked for. */
export interface PostgresOptions {
  /** With a certificate of its own; connections without TLS are refused then. */
  readonly tls?: boolean;
  /** Lines of `postgresql.conf`, `{ max_connections: '300' }`. What is not named has its default: it is durable. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Never the server of `LARGESSE_POSTGRES_URL`: for a test that kills it. */
  readonly own?: boolean;
}

/** A PostgreSQL server that runs. */
export interface PostgresServer extends Controls {
  /** `postgres://user:password@127.0.0.1:port/postgres`, of a superuser. */
  readonly url: string;
  readonly port: number;
  /** `15.13` */
  readonly version: string;
  /** With TLS the file of the certificate: `?sslmode=verify-full&sslrootcert=<it>` trusts it alone. */
  readonly certificate?: string;
  /** Whether it can be killed, stopped and paused: not when `LARGESSE_POSTGRES_URL` gave it. */
  readonly controllable: boolean;
  /** The processes that it consists of now, the first of them first. */
  readonly pids: () => readonly number[];
  /** Another program of PostgreSQL, `pgbench` for one, and what its environment needs; undefined where it is not. */
  readonly program: (name: string) => Program | undefined;
  /** Stops it for good and removes its folder. */
  readonly remove: () => Promise<void>;
}

const VARIABLE = 'LARGESSE_POSTGRES_URL';
const USER = 'largesse';

/**
 * Starts a private PostgreSQL on a free loopback port with its data in a temporary folder, which
 * ends with this process at the latest. Where `LARGESSE_POSTGRES_URL` names a server, that one is
 * used and nothing is started. Rejects with `ServerUnavailable` where none can be had.
 */
export const startPostgres = async (options: PostgresOptions = {}): Promise<PostgresServer> => {
  const given = process.env[VARIABLE];
  return given === undefined || given === '' || options.own === true
    ? onFreePorts(() => startOwn(options))
    : givenServer(given);
};

const startOwn = async (options: PostgresOptions): Promise<PostgresServer> => {
  const found = postgresBinaries();
  const user = databaseUser();
  const folder = runFolder('postgres', user);
  try {
    return await startIn(folder, found, user, options);
  } catch (cause) {
    folder.remove();
    throw new ServerUnavailable(whyOf(cause), { cause });
  }
};

const startIn = async (
  folder: RunFolder,
  found: PostgresBinaries,
  user: SystemUser | undefined,
  options: PostgresOptions,
): Promise<PostgresServer> => {
  const [port, password] = [await freePort(), randomBytes(18).toString('base64url')];
  const order = { folder: folder.path, user, userName: USER, password, port };
  const { binaries, data, certificate } = makeDatabaseFolder(found, { ...order, ...options });
  const server = managedProcess({
    name: 'postgres',
    folder: folder.path,
    command: binaries.postgres,
    args: ['-D', data],
    env: { PATH: process.env.PATH, HOME: folder.path, LANG: 'C', ...binaries.env },
    user,
    leave: 'SIGINT',
  });
  const url = `postgres://${USER}:${password}@127.0.0.1:${String(port)}/postgres`;
  const secure = certificate === undefined ? '' : `?sslmode=verify-full&sslrootcert=${certificate}`;

  const start = () =>
    server.startUntil(`on port ${String(port)}`, () => versionAt(`${url}${secure}`));
  const remove = async () => {
    await server.leave();
    freeSharedMemory(path.join(data, 'postmaster.pid'));
    folder.remove();
  };
  await start();
  return {
    ...controlsOf(server, start),
    ...{ url, port, version: binaries.version, controllable: true, pids: server.pids, remove },
    program: (name) => programBeside(binaries, name),
    ...(certificate === undefined ? {} : { certificate }),
  };
};

const givenServer = async (url: string): Promise<PostgresServer> => {
  const version = await versionAt(url).catch((cause: unknown) => {
    throw new ServerUnavailable(`The server of ${VARIABLE} does not answer: ${whyOf(cause)}`, {
      cause,
    });
  });
  if (!isAtLeast(version, OLDEST_POSTGRES))
    throw new ServerUnavailable(
      `The server of ${VARIABLE} is ${version}, not ${OLDEST_POSTGRES} or newer.`,
    );
  return {
    ...noControls(VARIABLE),
    ...{ url, port: Number(new URL(url).port || '5432'), version, controllable: false },
    pids: () => [],
    program: installedProgram,
    remove: async () => undefined,
  };
};

/** Asks a server for its version, `15.13`. */
const versionAt = async (connectionString: string): Promise<string> => {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5000 });
  // A server that ends while nobody asks it something would otherwise end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ readonly server_version: string }>('SHOW server_version');
    return /^[\d.]+/.exec(rows[0]?.server_version ?? '')?.[0] ?? '';
  } finally {
    await client.end();
  }
};
