import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SystemUser } from './system-user.js';

const keeper = fileURLToPath(new URL('../bin/keeper.js', import.meta.url));

/** A temporary folder in which servers run; both end with the process that made it. */
export interface RunFolder {
  readonly path: string;
  /** Removes it with all that is in it. The servers in it must have ended. */
  readonly remove: () => void;
}

/**
 * Makes a folder that is owned by `owner`, and a keeper: a small process beside this one that sees
 * when this one is gone, even if it was killed, and then ends the servers and removes the folder.
 * The keeper does not keep this process from ending.
 */
export const runFolder = (name: string, owner?: SystemUser): RunFolder => {
  const folder = mkdtempSync(path.join(tmpdir(), `largesse-${name}-`));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  // Detached: an interrupt from the keyboard goes to this process and must not reach the keeper.
  const child = spawn(process.execPath, [keeper, folder], {
    cwd: tmpdir(),
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  // A pipe of a child is a socket, which can be left out of what keeps a process alive.
  if (child.stdin instanceof Socket) child.stdin.unref();
  child.stdin.on('error', () => undefined);
  const remove = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    child.stdin.end();
  };
  return { path: folder, remove };
};
