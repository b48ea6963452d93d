import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Set to anything, nothing that is installed is used: binaries come from Debian's packages even on
 * a machine that has them, as they do on one that has not.
 */
const IGNORED = 'LARGESSE_IGNORE_INSTALLED';

/** The folders in which an installed server may be: PATH, and those that are usually not on it. */
export const installedFolders = (): readonly string[] =>
  process.env[IGNORED] !== undefined
    ? []
    : [...(process.env.PATH ?? '').split(path.delimiter), ...debianPostgres(), '/usr/sbin'].filter(
        (folder) => folder !== '',
      );

/** Newest first. */
const debianPostgres = (): readonly string[] => {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return [];
  const versions = readdirSync(home).toSorted((a, b) => Number(b) - Number(a));
  return versions.map((version) => path.join(home, version, 'bin'));
};

/** Whether the file is there and may be executed. */
export const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The version that a program says it has: the first number with a dot in it, `15.13`. */
export const versionOf = (command: string, env = process.env): string | undefined => {
  try {
    const said = execFileSync(command, ['--version'], {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d+(?:\.\d+)+|\d+(?=devel|beta|rc)/.exec(said)?.[0];
  } catch {
    return undefined;
  }
};

/** Whether a version is `least` or newer, number by number: 2.12 is newer than 2.9. */
export const isAtLeast = (version: string, least: string): boolean => {
  const [found, wanted] = [version, least].map((text) => text.split('.').map(Number));
  const at = (wanted ?? []).findIndex((number, index) => number !== (found?.[index] ?? 0));
  return at === -1 || (found?.[at] ?? 0) > (wanted?.[at] ?? 0);
};
