import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { JournalTail } from '../journal/journal-tail.js';
import type { Question, Reply, Task } from './messages.js';

/** A process of a case, which can be asked, held and killed. It ends with the tool. */
export interface Child {
  readonly name: string;
  readonly tail: JournalTail;
  readonly isAlive: () => boolean;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Rejects if it is gone before, or takes longer than so many milliseconds. */
  readonly ask: (question: Question, patience: number) => Promise<Reply>;
}

const MAIN = fileURLToPath(new URL('main.js', import.meta.url));
const running = new Set<ChildProcess>();

/** Starts a process; what it prints comes into a file beside its journal. */
export const startChild = (task: Task): Child => {
  const output = openSync(`${task.journal}.out`, 'a');
  const child = fork(MAIN, [JSON.stringify(task)], {
    cwd: path.dirname(task.journal),
    execArgv: [],
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  running.add(child);
  let alive = true;
  const waiting: ((reply: Reply) => void)[] = [];
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      alive = false;
      running.delete(child);
      for (const answer of waiting.splice(0)) answer({ said: 'failed', message: 'it ended' });
      resolve();
    });
  });
  child.on('error', () => undefined);
  // Only our own process speaks on this channel.
  child.on('message', (message) => waiting.shift()?.(message as Reply));

  const ask = (question: Question, patience: number) =>
    new Promise<Reply>((resolve, reject) => {
      if (!alive) {
        reject(new Error(`${task.name} is gone`));
        return;
      }
      const timer = setTimeout(() => {
        reject(new Error(`${task.name} did not ${question.ask} in ${String(patience)} ms`));
      }, patience);
      waiting.push((reply) => {
        clearTimeout(timer);
        if (reply.said === 'failed') reject(new Error(`${task.name}: ${reply.message}`));
        else resolve(reply);
      });
      child.send(question);
    });

  return {
    name: task.name,
    tail: new JournalTail(task.name, task.journal),
    isAlive: () => alive,
    gone,
    signal: (signal) => void child.kill(signal),
    ask,
  };
};

/** Ends every process that still runs, at once. */
export const killChildren = (): void => {
  for (const child of running) child.kill('SIGKILL');
};
