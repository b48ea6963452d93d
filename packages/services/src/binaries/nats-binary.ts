import path from 'node:path';
import { ServerUnavailable, whyOf } from '../server-unavailable.js';
import { cached } from './cache.js';
import { debian } from './debian.js';
import { installedFolders, isAtLeast, isExecutable, versionOf } from './installed.js';

/** The oldest NATS server whose JetStream takes the guards that Largesse appends with. */
export const OLDEST_NATS = '2.12';

/** A `nats-server` that can be run. */
export interface NatsBinary {
  readonly command: string;
  readonly version: string;
}

/** Finds a `nats-server` on this machine, or fetches Debian's from its suite `sid` into the cache. */
export const natsBinary = (): NatsBinary => {
  const commands = installedFolders().map((folder) => path.join(folder, 'nats-server'));
  const found = commands.filter(isExecutable).flatMap(asBinary);
  return found.find(({ version }) => isAtLeast(version, OLDEST_NATS)) ?? fetched(found);
};

const asBinary = (command: string): readonly NatsBinary[] => {
  const version = versionOf(command);
  return version === undefined ? [] : [{ command, version }];
};

const fetched = (tooOld: readonly NatsBinary[]): NatsBinary => {
  try {
    const folder = cached('nats-server', (work, into) =>
      debian('sid', work).unpack(['nats-server'], into),
    );
    const [binary] = asBinary(path.join(folder, 'usr/sbin/nats-server'));
    if (binary === undefined) throw new ServerUnavailable(`What is in ${folder} does not run.`);
    return binary;
  } catch (cause) {
    const old = tooOld.map(({ command, version }) => ` ${command} is ${version}.`).join('');
    throw new ServerUnavailable(
      `No nats-server ${OLDEST_NATS} or newer.${old} ${whyOf(cause)} Remedy: put one on the PATH ` +
        `(https://github.com/nats-io/nats-server/releases), or run "docker compose up" and set LARGESSE_NATS_URL.`,
      { cause },
    );
  }
};
