import type { RecordedEvent } from '@largesse/core';
import type { Answer, JournalEntry, Order } from '../journal/journal-entry.js';
import { witness } from '../journal/witness.js';
import { identityOf } from '../writer/deliver.js';
import { chainOf, plannedProbe } from '../workload/probe.js';
import { opening } from '../workload/world.js';
import { checkCase, type Evidence } from './check-case.js';
import type { FaultKind } from './finding.js';

/** Two probes of one chain with some events each, as they would be recorded one after the other. */
const places = Array.from({ length: 20 }, (_, number) => ({ seed: 1, author: 'w', number }));
const batches = places
  .filter((place) => chainOf(place) === 'p1')
  .slice(0, 2)
  .map((place) => plannedProbe(place, 0));
const orders = batches.map((batch): Order => ({ kind: 'probe', batch }));

const recordedAt = (index: number, first: number): readonly RecordedEvent[] => {
  const batch = batches[index];
  if (batch === undefined) throw new TypeError('no such batch');
  const { key, fingerprint, events } = batch;
  const stamp = { key, fingerprint, size: events.length };
  return events.map((event, i) => ({
    ...event,
    position: first + i,
    batch: { ...stamp, index: i },
  }));
};
const [a, b] = [recordedAt(0, 1), recordedAt(1, 101)];

const sent = (index: number, t: number, again = false): JournalEntry => {
  const order = orders[index] ?? { kind: 'command', command: opening[0] ?? fail() };
  return { t, note: 'sent', ...identityOf(order), order, again };
};
const fail = (): never => {
  throw new TypeError('no such order');
};
const told = (index: number, t: number, answer: Answer): JournalEntry => ({
  t,
  note: 'told',
  ...identityOf(orders[index] ?? fail()),
  answer,
});
const accepted = (events: readonly RecordedEvent[]): Answer => ({
  how: 'accepted',
  events: events.map(witness),
});
const unknown: Answer = { how: 'failed', code: 'outcome_unknown', message: 'cut' };
const refused: Answer = { how: 'refused', code: 'condition_failed' };

/** Only the first order, sent and acknowledged, and the log that holds it. */
const good: Evidence = {
  writers: [[sent(0, 1), told(0, 2, accepted(a))]],
  resolver: [],
  followers: [],
  log: a,
  views: [],
};
const kindsOf = async (evidence: Partial<Evidence>): Promise<readonly FaultKind[]> => {
  const { findings } = await checkCase({ ...good, ...evidence });
  return [...new Set(findings.map(({ kind }) => kind))];
};
const both = [sent(0, 1), told(0, 2, accepted(a)), sent(1, 3), told(1, 4, accepted(b))];
const seen = (events: readonly RecordedEvent[]): JournalEntry => ({
  t: 9,
  note: 'seen',
  events: events.map(witness),
});
const moved = (events: readonly RecordedEvent[], by: number) =>
  events.map((event) => ({ ...event, position: event.position + by }));

test('what was told and what is there agree', async () => {
  expect(await kindsOf({})).toEqual([]);
});

test.each<readonly [FaultKind, string, Partial<Evidence>]>([
  ['lost', 'an acknowledged batch is not there', { log: [] }],
  ['lost', 'it stands at other positions', { log: moved(a, 10) }],
  ['lost', 'it says something else', { log: a.map((event) => ({ ...event, data: { x: 1 } })) }],
  ['doubled', 'it stands twice', { log: [...a, ...moved(a, 50)] }],
  ['doubled', 'two events have one position', { log: [...a, ...a] }],
  ['half', 'its last event is missing', { log: a.slice(0, -1) }],
  [
    'half',
    'another stands in its midst',
    { log: [...a.slice(0, 1), ...b, ...moved(a.slice(1), 200)] },
  ],
  ['unasked', 'it was told refused', { writers: [[sent(0, 1), told(0, 2, refused)]] }],
  ['unasked', 'nobody sent it', { writers: [[]] }],
  [
    'contradicted',
    'it was told accepted at two places',
    { writers: [...good.writers, [sent(0, 1), told(0, 3, accepted(moved(a, 10)))]] },
  ],
  [
    'contradicted',
    'it was told accepted twice',
    { writers: [...good.writers, [sent(0, 1), told(0, 3, accepted(a))]] },
  ],
  [
    'contradicted',
    'its key was told reused, by the same content',
    { writers: [...good.writers, [sent(0, 1), told(0, 3, { how: 'reused' })]] },
  ],
  [
    'contradicted',
    'an engine failed in a way that no fault explains',
    {
      writers: [
        ...good.writers,
        [sent(0, 1), told(0, 3, { how: 'failed', code: 'event_unreadable', message: '' })],
      ],
    },
  ],
  [
    'disordered',
    'it was sent after a higher position was acknowledged',
    {
      writers: [[sent(1, 1), told(1, 2, accepted(b)), sent(0, 3), told(0, 4, accepted(a))]],
      log: [...a, ...b],
    },
  ],
  ['unguarded', 'its chain had gone on', { writers: [both], log: [...a, ...b] }],
  ['unresolved', 'nobody was told of it', { writers: [[sent(0, 1)]] }],
  [
    'unresolved',
    'its outcome stayed unknown',
    { writers: [[sent(0, 1), told(0, 2, unknown)]], log: [] },
  ],
  [
    'unresolved',
    'only somebody else was refused, while it was under way',
    { writers: [[sent(0, 1)], [sent(0, 2), told(0, 3, refused)]], log: [] },
  ],
  ['unseen', 'a follower missed one', { followers: [['f', [seen(a.slice(1))]]] }],
  ['unseen', 'a follower got one twice', { followers: [['f', [seen(a), seen(a)]]] }],
  ['unseen', 'a follower got more than there is', { followers: [['f', [seen([...a, ...b])]]] }],
  ['misjudged', 'an engine answers something else', { views: [['e', { 'wallet ann': '{}' }]] }],
])('%s: %s', async (kind, _, evidence) => {
  expect(await kindsOf(evidence)).toContain(kind);
});

test('a sending that was open is resolved by its key, whatever the resolver is told', async () => {
  const writers = [[sent(0, 1), told(0, 2, unknown)]];
  const retried: Answer = { how: 'retried', events: a.map(witness) };
  expect(await kindsOf({ writers, resolver: [sent(0, 5), told(0, 6, retried)] })).toEqual([]);
  const resolver = [sent(0, 5), told(0, 6, refused)];
  expect(await kindsOf({ writers, resolver, log: [] })).toEqual([]);
});

test('a log whose chain of guards holds is not complained of', async () => {
  expect(await kindsOf({ followers: [['f', [seen(a)]]] })).toEqual([]);
});

test('an invariant that is broken is named', async () => {
  const [policy] = opening;
  if (policy?.type !== 'PublishPolicy') return fail();
  const event: RecordedEvent = {
    type: 'PolicyPublished',
    version: 1,
    at: policy.at,
    tags: ['policy:'],
    data: {},
    position: 1,
    batch: { key: 'k', fingerprint: 'f', index: 0, size: 1 },
  };
  const { brokenInvariants } = await checkCase({ ...good, writers: [[]], log: [event] });
  expect(brokenInvariants).toEqual([expect.stringContaining('LogUnwritable')]);
});
