import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

interface Entry {
  readonly pid: number;
  readonly parent: number;
}

/** A process and all its descendants, itself first; empty when it is gone. Zombies are gone. */
export const processTree = (root: number): readonly number[] => {
  const entries = existsSync('/proc/self/stat') ? fromProc() : fromPs();
  const below = (pid: number): readonly number[] => [
    pid,
    ...entries.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid)),
  ];
  return entries.some(({ pid }) => pid === root) ? below(root) : [];
};

/** Whether the process is there and is no zombie, which only waits for its parent to look. */
export const isRunning = (pid: number): boolean =>
  (existsSync('/proc/self/stat') ? fromProc() : fromPs()).some((entry) => entry.pid === pid);

const fromProc = (): readonly Entry[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      // pid (name, which may hold anything) state parent …
      const [, state, parent] = /\) (\S) (\d+) [^)]*$/.exec(statOf(name)) ?? [];
      return entry(name, parent, state);
    });

const statOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ''; // It ended in between.
  }
};

const fromPs = (): readonly Entry[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [pid = '', parent, state] = line.trim().split(/\s+/);
      return entry(pid, parent, state);
    });

const entry = (pid: string, parent?: string, state?: string): readonly Entry[] =>
  parent === undefined || state === undefined || /^[ZX]/.test(state)
    ? []
    : [{ pid: Number(pid), parent: Number(parent) }];
