import { endOfLog, type LeaderWord } from './leader-word.js';

const JUST_NOW = 2_000_000;
const QUIET = 1_400_000_000;
const LONG_AGO = 3_900_000_000;

const wordOf = (...active: readonly number[]): LeaderWord => ({
  state: { last_seq: 7 },
  cluster: {
    leader: 'n1',
    replicas: active.map((each, n) => ({ name: `n${String(n + 2)}`, active: each })),
  },
});

test.each<readonly [string, LeaderWord]>([
  ['in touch with all', wordOf(JUST_NOW, JUST_NOW)],
  ['of a log that is quiet', wordOf(QUIET, QUIET)],
  ['in touch with one of two others', wordOf(LONG_AGO, JUST_NOW)],
  ['in touch with two of four others', wordOf(LONG_AGO, JUST_NOW, QUIET, LONG_AGO)],
])('the word of a leader counts: %s', (_, word) => {
  expect(endOfLog(word)).toEqual({ last: 7, leader: 'n1' });
});

test.each<readonly [string, LeaderWord]>([
  ['without a cluster', { state: { last_seq: 7 } }],
  ['in a cluster', { state: { last_seq: 7 }, cluster: { leader: 'n1' } }],
])('whoever has the only copy leads nobody: %s', (_, word) => {
  expect(endOfLog(word)).toEqual({ last: 7, leader: undefined });
});

test.each<readonly [string, LeaderWord]>([
  ['cut off from both others', wordOf(LONG_AGO, LONG_AGO)],
  ['cut off from the only other', wordOf(LONG_AGO)],
  ['cut off from three of four others', wordOf(LONG_AGO, LONG_AGO, LONG_AGO, JUST_NOW)],
  ['one it never heard of is not in touch', wordOf(LONG_AGO, 0)],
])('it does not count where another may have been elected: %s', (_, word) => {
  expect(() => endOfLog(word)).toThrow('may have been replaced');
});

test.each<readonly [string, string]>([
  ['of whom the server heard', 'n3'],
  ['whom the server does not know yet', ''],
])('it does not count if another leads by now, %s', (_, leader) => {
  const word = wordOf(JUST_NOW, JUST_NOW);
  expect(() => endOfLog({ ...word, cluster: { ...word.cluster, leader } })).toThrow('no more');
});

test('what is no word of a leader is an error, with what was said', () => {
  const description = 'JetStream system temporarily unavailable';
  expect(() => endOfLog({ error: { description } })).toThrow(description);
});
