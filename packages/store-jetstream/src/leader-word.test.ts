import { endOfLog, type LeaderWord } from './leader-word.js';

const JUST_NOW = 2_000_000;
const QUIET = 1_400_000_000;
const LONG_AGO = 3_900_000_000;

const wordOf = (...active: readonly number[]): LeaderWord => ({
  state: { last_seq: 7 },
  cluster: { replicas: active.map((each) => ({ active: each })) },
});

test.each<readonly [string, LeaderWord]>([
  ['alone, without a cluster', { state: { last_seq: 7 } }],
  ['the only copy in a cluster', { state: { last_seq: 7 }, cluster: {} }],
  ['in touch with all', wordOf(JUST_NOW, JUST_NOW)],
  ['of a log that is quiet', wordOf(QUIET, QUIET)],
  ['in touch with one of two others', wordOf(LONG_AGO, JUST_NOW)],
  ['in touch with two of four others', wordOf(LONG_AGO, JUST_NOW, QUIET, LONG_AGO)],
])('the word of a leader counts: %s', (_, word) => {
  expect(endOfLog(word)).toBe(7);
});

test.each<readonly [string, LeaderWord]>([
  ['cut off from both others', wordOf(LONG_AGO, LONG_AGO)],
  ['cut off from the only other', wordOf(LONG_AGO)],
  ['cut off from three of four others', wordOf(LONG_AGO, LONG_AGO, LONG_AGO, JUST_NOW)],
])('it does not count where another may have been elected: %s', (_, word) => {
  expect(() => endOfLog(word)).toThrow('may have been replaced');
});

test('what is no word of a leader is an error, with what was said', () => {
  const description = 'JetStream system temporarily unavailable';
  expect(() => endOfLog({ error: { description } })).toThrow(description);
});
