import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { runCli } from '../src/run-cli.js';

/** What came of a command line. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export const largesse = (...args: readonly string[]): Promise<Ran> =>
  largesseWatched(args, () => undefined);

/** The same, where somebody sees the result as it comes. */
export const largesseWatched = async (
  args: readonly string[],
  see: (text: string) => void,
): Promise<Ran> => {
  let out = '';
  let err = '';
  const status = await runCli(args, {
    out: (text) => {
      out += text;
      see(text);
    },
    err: (text) => (err += text),
    flush: async () => undefined,
    watched: false,
  });
  return { status, out, err };
};

const BIN = join(__dirname, '../bin/largesse.js');

/** As who types it has it: what started the tests may name folders in which every package finds every other. */
const env = { ...process.env, NODE_PATH: undefined };

/** A process that hangs must not outlive its test. In milliseconds. */
const ends = { env, timeout: 50_000, killSignal: 'SIGKILL' } as const;

/** Starts the built command in a process of its own. */
export const start = (args: readonly string[]) => spawn(process.execPath, [BIN, ...args], ends);

/** Waits for a process to end. One that a signal ended has the status -1. */
export const ended = async (child: ChildProcess): Promise<Ran> => {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const status = await new Promise<number>((resolve) => {
    child.on('close', (code) => {
      resolve(code ?? -1);
    });
  });
  return { status, out, err };
};

const BASH = `largesse() { "${process.execPath}" "${BIN}" "$@"; }`;

/** Runs a line of shell in which `largesse` is the built command. */
export const shell = (line: string, cwd: string): Promise<Ran> =>
  ended(spawn('bash', ['-c', `${BASH}\n${line}`], { cwd, ...ends }));
