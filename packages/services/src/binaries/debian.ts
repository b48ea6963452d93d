import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ServerUnavailable } from '../server-unavailable.js';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Debian's packages of one suite, read and unpacked without touching the system's own. */
export interface Debian {
  /** The package with the greatest number after this: `postgresql-17` of 15 and 17. */
  readonly newest: (prefix: string) => string;
  /** The packages that `name` needs, itself included, as far as they are not installed. */
  readonly missingFor: (name: string) => readonly string[];
  /** Downloads packages and unpacks them into a folder. */
  readonly unpack: (names: readonly string[], into: string) => void;
}

/**
 * Reads the list of packages of a suite (`sid`, `bookworm`) into `work`, a folder of its own, so
 * that neither root nor a change of the system's sources is needed.
 */
export const debian = (suite: string, work: string): Debian => {
  const missing = ['apt-get', 'dpkg'].filter((name) => !existsSync(`/usr/bin/${name}`));
  if (missing.length > 0 || !existsSync(KEYRING))
    throw new ServerUnavailable(`Debian's packages cannot be fetched: this is not Debian.`);
  const lists = path.join(work, 'lists');
  mkdirSync(path.join(lists, 'partial'), { recursive: true });
  mkdirSync(path.join(work, 'cache', 'archives', 'partial'), { recursive: true });
  const sources = path.join(work, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${KEYRING}] ${mirror()} ${suite} main\n`);
  const settings = {
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': lists,
    'Dir::Cache': path.join(work, 'cache'),
    'APT::Sandbox::User': 'root',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('apt-get', [...options, 'update'], work);

  return {
    newest: (prefix) => {
      const names = run('apt-cache', [...options, 'pkgnames', prefix], work).split('\n');
      const numbers = names
        .map((name) => name.slice(prefix.length))
        .filter((rest) => /^\d+$/.test(rest));
      if (numbers.length === 0) throw new ServerUnavailable(`${suite} has no package ${prefix}*.`);
      return `${prefix}${String(Math.max(...numbers.map(Number)))}`;
    },
    missingFor: (name) => {
      const plan = ['-s', '--no-install-recommends', 'install', name];
      const planned = run('apt-get', [...options, ...plan], work);
      return [...planned.matchAll(/^Inst (\S+) /gm)].map(([, missing = '']) => missing);
    },
    unpack: (names, into) => {
      const downloads = path.join(work, 'downloads');
      rmSync(downloads, { recursive: true, force: true });
      mkdirSync(downloads);
      run('apt-get', [...options, 'download', ...names], downloads);
      for (const file of readdirSync(downloads))
        run('dpkg', ['-x', path.join(downloads, file), into], downloads);
    },
  };
};

/** The name of the machine's own suite; undefined on another system than Debian. */
export const ownSuite = (): string | undefined => {
  if (!existsSync('/etc/os-release')) return undefined;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^ID=debian$/m.test(release) ? /^VERSION_CODENAME=(\w+)/m.exec(release)?.[1] : undefined;
};

/** The mirror that the machine itself uses, or else the one that everybody may use. */
const mirror = (): string => {
  const file = '/etc/apt/sources.list.d/debian.sources';
  const own = existsSync(file) ? /^URIs: *(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return own ?? 'http://deb.debian.org/debian';
};

/** What it printed is no cause to pass on: it may be long. */
const run = (command: string, args: readonly string[], cwd: string): string => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  const did = [command, ...args.filter((arg) => !/^-o$|::/.test(arg))].join(' ');
  throw new ServerUnavailable(`"${did}" failed: ${error?.message ?? stderr.trim()}`);
};
