import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was fetched once stays in the workspace for later runs. */
const workspaceCache = fileURLToPath(new URL('../../../../.cache/services', import.meta.url));

/**
 * The folder of the cache with this name, filled by `fill` when it is not there yet. It appears
 * whole or not at all, also when two processes fetch at once: the first to finish wins.
 */
export const cached = (
  name: string,
  fill: (work: string, into: string) => void,
  home = workspaceCache,
): string => {
  const folder = path.join(home, name);
  if (existsSync(folder)) return folder;
  mkdirSync(home, { recursive: true });
  const work = mkdtempSync(path.join(home, '.fetch-'));
  try {
    const into = path.join(work, 'files');
    mkdirSync(into);
    fill(work, into);
    moveUnlessThere(into, folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const moveUnlessThere = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
};
