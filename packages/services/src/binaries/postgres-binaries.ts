import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ServerUnavailable, whyOf } from '../server-unavailable.js';
import { cached } from './cache.js';
import { debian, ownSuite } from './debian.js';
import { installedFolders, isAtLeast, isExecutable, versionOf } from './installed.js';

/** The oldest PostgreSQL that the project promises to work with. */
export const OLDEST_POSTGRES = '14';

/** The programs of one PostgreSQL, and what they need to run. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
  /** Of fetched ones the libraries that the machine lacks; of installed ones nothing. */
  readonly env: Readonly<Record<string, string>>;
  /** Of fetched ones the folder that holds all their files. */
  readonly root?: string;
}

/** Finds PostgreSQL on this machine, or fetches Debian's packages of it into the cache. */
export const postgresBinaries = (): PostgresBinaries => {
  const found = installedFolders().flatMap((folder) => binariesIn(folder, {}));
  return found.find(({ version }) => isAtLeast(version, OLDEST_POSTGRES)) ?? fetched(found);
};

/** A program that can be run, and what its environment must have besides. */
export interface Program {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Another program of PostgreSQL, `pgbench` for one: of the same release if it is there, or else one on the PATH. */
export const programBeside = (
  { postgres, env }: Pick<PostgresBinaries, 'postgres' | 'env'>,
  name: string,
): Program | undefined => {
  const beside = path.join(path.dirname(postgres), name);
  return isExecutable(beside) ? { command: beside, env } : installedProgram(name);
};

/** A program of PostgreSQL that is installed on this machine, if it is. */
export const installedProgram = (name: string): Program | undefined => {
  const command = installedFolders()
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
  return command === undefined ? undefined : { command, env: {} };
};

const binariesIn = (
  folder: string,
  env: Readonly<Record<string, string>>,
): readonly PostgresBinaries[] => {
  const [initdb, postgres] = [path.join(folder, 'initdb'), path.join(folder, 'postgres')];
  if (!isExecutable(initdb) || !isExecutable(postgres)) return [];
  const version = versionOf(postgres, { ...process.env, ...env });
  return version === undefined ? [] : [{ initdb, postgres, version, env }];
};

/** The fetched programs in a folder: of a cache, or of a copy of it. */
export const unpackedPostgres = (root: string): PostgresBinaries => {
  const home = path.join(root, 'usr/lib/postgresql');
  const [version = ''] = existsSync(home) ? readdirSync(home) : [];
  const libraries = ['lib', 'usr/lib']
    .map((folder) => path.join(root, folder))
    .filter(existsSync)
    .flatMap((folder) => [folder, ...multiarch(folder)]);
  const env = { LD_LIBRARY_PATH: libraries.join(':') };
  const [binaries] = binariesIn(path.join(home, version, 'bin'), env);
  if (binaries === undefined) throw new ServerUnavailable(`What is in ${root} does not run.`);
  return { ...binaries, root };
};

/** `x86_64-linux-gnu` and its like. */
const multiarch = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.includes('-linux-'))
    .map((name) => path.join(folder, name));

const fetched = (tooOld: readonly PostgresBinaries[]): PostgresBinaries => {
  try {
    return unpackedPostgres(cached('postgresql', fetch));
  } catch (cause) {
    const old = tooOld.map(({ postgres, version }) => ` ${postgres} is ${version}.`).join('');
    throw new ServerUnavailable(
      `No PostgreSQL ${OLDEST_POSTGRES} or newer.${old} ${whyOf(cause)} Remedy: install it (its initdb and ` +
        `postgres on the PATH), or run "docker compose up" and set LARGESSE_POSTGRES_URL.`,
      { cause },
    );
  }
};

/** The server itself, and of the packages that it needs the libraries that are not installed. */
const fetch = (work: string, into: string): void => {
  const suite = ownSuite();
  if (suite === undefined)
    throw new ServerUnavailable(`Debian's packages cannot be fetched: this is not Debian.`);
  const packages = debian(suite, work);
  const server = packages.newest('postgresql-');
  const libraries = packages.missingFor(server).filter((name) => name.startsWith('lib'));
  packages.unpack([server, ...libraries], into);
};
