import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that writes, and what it said was acknowledged. */
export interface Writer {
  readonly process: ChildProcess;
  /** The keys acknowledged so far. */
  readonly acknowledged: () => readonly string[];
  /** Resolves when it has printed its first line. */
  readonly writing: Promise<unknown>;
  /** Resolves with what it said on its error output when it and its pipes have ended. */
  readonly ended: Promise<string>;
}

/** Starts a process of the built package that appends to a file for so many rounds. */
export const startWriter = (path: string, name: string, rounds: number): Writer => {
  const args = [join(__dirname, 'writer.js'), path, name, String(rounds)];
  // That node:sqlite is experimental in Node 22 is no complaint of the store.
  const flags = ['--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  return {
    process: child,
    // A line without its end was cut off by a kill.
    acknowledged: () =>
      printed
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(' ')[0] ?? ''),
    writing: once(child.stdout, 'data'),
    ended: once(child, 'close').then(() => complaints),
  };
};
