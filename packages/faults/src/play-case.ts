import { messageOf, type EventStore, type RecordedEvent } from '@largesse/core';
import { createEngine } from '@largesse/engine';
import { either as E } from 'fp-ts';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkCase, type Verdict } from './check/check-case.js';
import type { Finding } from './check/finding.js';
import { readLogOf } from './check/read-store.js';
import { resolveOpen } from './check/resolve.js';
import { startCrew } from './crew.js';
import { Dice } from './dice.js';
import { openJournal } from './journal/journal-file.js';
import { JournalTail } from './journal/journal-tail.js';
import { startChild, type Child } from './process/child.js';
import type { Ground } from './site/site.js';
import { openStore } from './store-order.js';
import { opening } from './workload/world.js';
import { sendUntilTold } from './writer/send-until-told.js';
import type { Views } from './writer/views.js';

/** What is played: a fault, so many rounds of it, on new ground. */
export interface CaseOrder {
  readonly seed: number;
  readonly fault: string;
  readonly rounds: number;
  /** For journals; kept by the caller if something is wrong. */
  readonly folder: string;
  readonly ground: Ground;
}

/** What came of it. */
export interface Played extends Verdict {
  /** How many rounds hit an append that was under way. */
  readonly rounds: number;
  readonly log: readonly RecordedEvent[];
}

/** How long writers may take to end their work, and a follower to catch up, in milliseconds. */
const DRAIN = 60_000;
const CATCH_UP = 30_000;

/** Lets processes write, breaks things, heals them, and holds what was told against what is there. */
export const playCase = async (order: CaseOrder): Promise<Played> => {
  const { seed, folder, ground } = order;
  const first = openJournal(path.join(folder, 'opening.journal'));
  const store = await openStore(ground.checker);
  try {
    await open(store, first);
    const follower = startChild({
      ...{ role: 'follower', name: 'follower', store: ground.writers },
      journal: path.join(folder, 'follower.journal'),
    });
    const crew = startCrew(ground, folder, seed);
    const { rounds, findings } = await breakThings(order, crew);
    const stuck: Finding[] = [...findings];
    const views = await drained(crew.writers(), stuck);
    const writers = [new JournalTail('opening', path.join(folder, 'opening.journal'))];
    writers.push(...crew.everybody.map(({ tail }) => tail));
    const journals = writers.map((tail) => tail.refresh().entries);
    const resolver = openJournal(path.join(folder, 'resolver.journal'));
    await resolveOpen(journals, store, resolver);
    const resolved = new JournalTail('resolver', path.join(folder, 'resolver.journal')).refresh();
    const asked = [...(await views(stuck))];
    const head = await store.head()();
    if (E.isRight(head))
      await follower
        .ask({ ask: 'reach', position: head.right }, CATCH_UP)
        .catch(noting('unseen', stuck));
    for (const child of [...crew.writers(), follower]) await ended(child, stuck);
    const log = await readLogOf(store);
    const verdict = await checkCase({
      ...{ writers: journals, resolver: resolved.entries, log, views: asked },
      followers: [['the follower', follower.tail.refresh().entries]],
    });
    const copies = (await ground.copies?.()) ?? [];
    return { ...verdict, rounds, log, findings: [...stuck, ...verdict.findings, ...copies] };
  } finally {
    await store.close();
  }
};

const open = async (store: EventStore, journal: ReturnType<typeof openJournal>): Promise<void> => {
  const engine = createEngine({ store });
  for (const command of opening)
    await sendUntilTold({ kind: 'command', command }, { engine, store }, journal);
  await engine.close();
};

/** Rounds that hit nothing are not counted; twice as many as wanted are tried at most. */
const breakThings = async (
  { seed, fault, rounds, ground }: CaseOrder,
  crew: ReturnType<typeof startCrew>,
): Promise<{ readonly rounds: number; readonly findings: readonly Finding[] }> => {
  const dice = new Dice(seed, fault, 'schedule');
  let hits = 0;
  for (let tries = 0; hits < rounds && tries < 2 * rounds; tries += 1) {
    const late = await crew.progress();
    if (late.length > 0) return { rounds: hits, findings: late };
    await sleep(dice.between(20, 300));
    if (await ground.inject(crew, dice)) hits += 1;
  }
  return { rounds: hits, findings: await crew.progress() };
};

/** Has writers end what they have in hand; then what their engines say may be asked. */
const drained = async (writers: readonly Child[], stuck: Finding[]) => {
  await Promise.all(
    writers.map((child) => child.ask({ ask: 'drain' }, DRAIN).catch(noting('stuck', stuck))),
  );
  return async (wrong: Finding[]): Promise<readonly (readonly [string, Views])[]> => {
    const replies = await Promise.all(
      writers.map(async (child) => {
        const reply = await child.ask({ ask: 'views' }, CATCH_UP).catch(noting('misjudged', wrong));
        return reply?.said === 'views'
          ? reply.views.map((each) => [child.name, each] as const)
          : [];
      }),
    );
    return replies.flat();
  };
};

const ended = async (child: Child, stuck: Finding[]): Promise<void> => {
  await child.ask({ ask: 'end' }, CATCH_UP).catch(noting('stuck', stuck));
  child.signal('SIGKILL');
  await child.gone;
};

const noting =
  (kind: Finding['kind'], findings: Finding[]) =>
  (thrown: unknown): undefined => {
    findings.push({ kind, message: messageOf(thrown) });
    return undefined;
  };
