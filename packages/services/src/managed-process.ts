import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, GaveUp } from './eventually.js';
import { isRunning, processTree } from './process-table.js';
import type { SystemUser } from './system-user.js';

/** How a server is run. */
export interface Program {
  /** Names its log and the file with its process id. */
  readonly name: string;
  /** The run folder, which its command line must name: so the keeper knows the process. */
  readonly folder: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly user?: SystemUser | undefined;
  /** What asks it to leave in order. */
  readonly leave: NodeJS.Signals;
}

/** A server process with its children, which can be started again, ended and held. */
export interface ManagedProcess {
  /** Runs it and waits until `answer` gives something; rejects with its log when it ends before. */
  readonly startUntil: <T>(where: string, answer: () => Promise<T | undefined>) => Promise<void>;
  readonly pid: () => number | undefined;
  readonly pids: () => readonly number[];
  /** Ends it with a signal, and all its children with it; waits until all are gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to leave in order and waits; after 20 seconds it is killed. */
  readonly leave: () => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** The end of its log, for messages. */
  readonly log: () => string;
}

const LOG_CHARACTERS = 4000;
const START_PATIENCE = 60_000;
const PATIENCE = 20_000;

/** Prepares a server process; nothing runs before `startUntil`. */
export const managedProcess = (program: Program): ManagedProcess => {
  const logFile = path.join(program.folder, `${program.name}.log`);
  const pidFile = path.join(program.folder, `${program.name}.pid`);
  let child: ChildProcess | undefined;

  const pid = () => child?.pid;
  const pids = () => (child?.pid === undefined ? [] : processTree(child.pid));
  const log = () => {
    try {
      return readFileSync(logFile, 'utf8').slice(-LOG_CHARACTERS);
    } catch {
      return '';
    }
  };

  const launch = () => {
    if (child !== undefined) throw new Error(`${program.name} runs already.`);
    const output = openSync(logFile, 'a');
    const started = spawn(program.command, program.args, {
      cwd: program.folder,
      env: program.env,
      detached: true,
      stdio: ['ignore', output, output],
      ...program.user,
    });
    closeSync(output);
    started.unref();
    const ended = () => {
      if (child === started) child = undefined;
      rmSync(pidFile, { force: true });
    };
    started.once('error', ended);
    started.once('exit', ended);
    child = started;
    if (started.pid !== undefined) writeFileSync(pidFile, String(started.pid));
  };

  const startUntil = async <T>(where: string, answer: () => Promise<T | undefined>) => {
    launch();
    const failed = () => `${program.name} does not answer ${where}:\n${log()}`;
    const attempt = async () => {
      if (child === undefined) throw new GaveUp(failed());
      return answer();
    };
    try {
      await eventually(attempt, START_PATIENCE, failed);
    } catch (error) {
      await kill();
      throw error;
    }
  };

  const gone = (all: readonly number[], patience = PATIENCE) =>
    eventually(
      async () => (child === undefined && !all.some(isRunning) ? true : undefined),
      patience,
      () => `${program.name} did not end.`,
      10,
    );

  /** The first process is stopped before its children are listed, so that it can make no others. */
  const hold = (): readonly number[] => {
    const [first] = pids();
    if (first === undefined) return [];
    send('SIGSTOP', [first]);
    return pids();
  };

  const kill = async () => {
    const all = hold();
    send('SIGKILL', all.toReversed());
    await gone(all);
  };
  const resume = () => send('SIGCONT', pids().toReversed());

  const leave = async () => {
    const all = pids();
    send(program.leave, all.slice(0, 1));
    send('SIGCONT', all.toReversed());
    await gone(all).catch(() => {
      send('SIGKILL', all);
      return gone(all);
    });
  };

  return { startUntil, pid, pids, kill, leave, pause: () => send('SIGSTOP', hold()), resume, log };
};

const send = (signal: NodeJS.Signals, pids: readonly number[]): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended before.
    }
  }
};
