/** A writer or a follower of a case: `node main.js <task as JSON>`, with a channel to the tool. */
import type { EventStore } from '@largesse/core';
import type { SqliteDriver } from '@largesse/store-sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openJournal } from '../journal/journal-file.js';
import { openStore } from '../store-order.js';
import { startWriter } from '../writer/writer.js';
import { crashingDriver } from './crashing-driver.js';
import { crashingWire } from './crashing-wire.js';
import { startFollower } from './follower.js';
import { natsFraming, postgresFraming } from './framing.js';
import { limitedWhile } from './page-limit.js';
import type { Question, Reply, Task } from './messages.js';

/** What this process is for: how it answers what it is asked. */
type Answering = (question: Question) => Promise<Reply>;

const DONE: Reply = { said: 'done' };

// Only the tool starts this.
const task = JSON.parse(process.argv[2] ?? '') as Task;
const journal = openJournal(task.journal);
const remark = (text: string) => journal.write({ note: 'remark', text });

const end = (step: string): void => {
  remark(`crash ${step}`);
  process.kill(process.pid, 'SIGKILL');
};
const crash = crashingDriver(end);
const wire = crashingWire(task.store.adapter === 'postgres' ? postgresFraming : natsFraming, end);

const watched = (driver: SqliteDriver): SqliteDriver =>
  task.role === 'writer' && task.fullWhile !== undefined
    ? limitedWhile(task.fullWhile)(driver)
    : crash.watched(driver);

const openPatiently = async (): Promise<EventStore> => {
  for (;;) {
    try {
      return await openStore(task.store, watched);
    } catch (thrown) {
      // The server may be down: that is what this is about.
      remark(`not opened: ${String(thrown)}`);
      await sleep(100);
    }
  }
};

const write = (store: EventStore): Answering => {
  if (task.role !== 'writer') throw new TypeError('No writer');
  const { seed, name, startedAt } = task;
  const options = { seed, name, startedAt, engines: 2, inHand: 2, patience: 45_000 };
  const writer = startWriter({ ...options, store, journal });
  return async (question) => {
    if (question.ask === 'drain') await writer.drain();
    if (question.ask === 'views') return { said: 'views', views: await writer.views() };
    if (question.ask === 'crash') crash.plan(question.plan);
    if (question.ask === 'crash-on-wire') wire.plan(question.plan);
    if (question.ask === 'end') await writer.close();
    return DONE;
  };
};

const follow = (store: EventStore): Answering => {
  const follower = startFollower(store, journal);
  return async (question) => {
    if (question.ask === 'reach') await follower.reach(question.position);
    if (question.ask === 'end') await follower.close();
    return DONE;
  };
};

const say = (reply: Reply): void => {
  process.send?.(reply);
};

const serve = async (): Promise<void> => {
  const opened = openPatiently().then((store) => ({
    store,
    answer: task.role === 'writer' ? write(store) : follow(store),
  }));
  process.on('message', (message) => {
    // Only the tool speaks on this channel.
    const question = message as Question;
    void opened
      .then(async ({ store, answer }) => {
        const reply = await answer(question);
        if (question.ask === 'end') await store.close();
        say(reply);
        if (question.ask === 'end') process.disconnect();
      })
      .catch((thrown: unknown) => say({ said: 'failed', message: String(thrown) }));
  });
  await opened;
};

// The tool is gone, or has no more to ask.
process.on('disconnect', () => process.exit());
// The person's Ctrl-C is the tool's affair.
process.on('SIGINT', () => undefined);
void serve();
