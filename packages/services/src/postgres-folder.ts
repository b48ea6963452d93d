import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PostgresBinaries } from './binaries/postgres-binaries.js';
import { unpackedPostgres } from './binaries/postgres-binaries.js';
import { ServerUnavailable, whyOf } from './server-unavailable.js';
import type { SystemUser } from './system-user.js';

/** What a data folder is made for. */
export interface DatabaseOrder {
  /** The run folder; it belongs to `user`. */
  readonly folder: string;
  readonly user: SystemUser | undefined;
  readonly userName: string;
  readonly password: string;
  readonly port: number;
  readonly tls?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A data folder with its configuration, and the binaries that its user can run. */
export interface DatabaseFolder {
  readonly binaries: PostgresBinaries;
  readonly data: string;
  readonly certificate?: string;
}

/**
 * Makes a database with `initdb`, reachable over loopback TCP with a password only. What it does
 * not set has PostgreSQL's default: `fsync` and `synchronous_commit` are on.
 */
export const makeDatabaseFolder = (
  found: PostgresBinaries,
  order: DatabaseOrder,
): DatabaseFolder => {
  const { folder, user, userName, password, port, tls = false, settings = {} } = order;
  const binaries = reachable(found, order);
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  own(passwordFile, password, user);
  const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C', ...binaries.env };
  const account = ['-U', userName, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const where = ['-D', data, '--encoding=UTF8', '--locale=C'];
  run(binaries.initdb, [...where, ...account], { cwd: folder, env, ...user });
  rmSync(passwordFile);

  const lines = {
    ...{ listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' },
    // In a file of the data folder: what is left of a killed server goes with the folder.
    ...{ dynamic_shared_memory_type: 'mmap', ssl: tls ? 'on' : 'off', ...settings },
  };
  const text = Object.entries(lines).map(([name, value]) => `${name} = '${value}'\n`);
  appendFileSync(path.join(data, 'postgresql.conf'), text.join(''));
  if (!tls) return { binaries, data };
  writeFileSync(
    path.join(data, 'pg_hba.conf'),
    'hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl replication all 127.0.0.1/32 scram-sha-256\n',
  );
  return { binaries, data, certificate: selfSigned(data, user) };
};

/** Fetched binaries in a home folder cannot be run by another user: that one gets a copy. */
const reachable = (found: PostgresBinaries, { folder, user }: DatabaseOrder): PostgresBinaries => {
  if (user === undefined || found.root === undefined) return found;
  try {
    const env = { ...process.env, ...found.env };
    execFileSync(found.postgres, ['--version'], { ...user, cwd: folder, env, stdio: 'ignore' });
    return found;
  } catch {
    const copy = path.join(folder, 'programs');
    cpSync(found.root, copy, { recursive: true, verbatimSymlinks: true });
    return unpackedPostgres(copy);
  }
};

/** A certificate for 127.0.0.1 and localhost, beside its key in the data folder; the path of it. */
const selfSigned = (data: string, user: SystemUser | undefined): string => {
  const [key, certificate] = [path.join(data, 'server.key'), path.join(data, 'server.crt')];
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const files = ['-keyout', key, '-out', certificate];
  run('openssl', ['req', ...kind, '-addext', names, ...files], { cwd: data });
  chmodSync(key, 0o600);
  for (const file of [key, certificate])
    if (user !== undefined) chownSync(file, user.uid, user.gid);
  return certificate;
};

const own = (file: string, text: string, user: SystemUser | undefined): void => {
  writeFileSync(file, text, { mode: 0o600 });
  if (user !== undefined) chownSync(file, user.uid, user.gid);
};

const run = (command: string, args: readonly string[], options: object): void => {
  try {
    execFileSync(command, args, { ...options, stdio: 'pipe' });
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new ServerUnavailable(
      missing ? `There is no "${command}" here: install it.` : whyOf(cause),
      {
        cause,
      },
    );
  }
};
