import { LeaderLease } from './leader-lease.js';
import type { LeaderWord } from './leader-word.js';

const AWAKE = 50;

const wordOf = (leader: string, last_seq: number): LeaderWord => ({
  state: { last_seq },
  cluster: { leader, replicas: [{ name: 'other', active: 1_000 }] },
});

/** A leader that says what it is told to, each time after so many milliseconds. */
const leased = () => {
  let time = 0;
  let asked = 0;
  const words: { readonly word: LeaderWord; readonly takes: number }[] = [];
  const pass = async (milliseconds: number) => {
    time += milliseconds;
  };
  const ask = async () => {
    asked += 1;
    const next = words.shift();
    if (next === undefined) throw new Error('Asked once more than expected');
    await pass(next.takes);
    return next.word;
  };
  const lease = new LeaderLease(ask, { now: () => time, sleep: pass });
  return {
    end: async () => (await lease.end()).last,
    pass,
    says: (word: LeaderWord, takes = 1) => words.push({ word, takes }),
    asked: () => asked,
    time: () => time,
  };
};

test('the first word counts when it is said again a moment later, with what it says then', async () => {
  const { end, says, time } = leased();
  says(wordOf('a', 7));
  says(wordOf('a', 8));
  expect(await end()).toBe(8);
  expect(time()).toBe(AWAKE + 2);
});

test('the next words count at once for a second, each of them for a second more', async () => {
  const { end, says, pass, asked } = leased();
  says(wordOf('a', 7));
  says(wordOf('a', 7));
  await end();
  for (const last of [8, 9, 10]) {
    await pass(900);
    says(wordOf('a', last));
    expect(await end()).toBe(last);
  }
  expect(asked()).toBe(5);
});

test.each([
  ['after more than a second', 'a', 1_001, 0],
  ['if it took too long, as when the leader slept before it spoke', 'a', 0, 1_001],
  ['of another leader', 'b', 0, 1],
])('a word is to be said again %s', async (_, leader, quiet, takes) => {
  const { end, says, pass, asked } = leased();
  says(wordOf('a', 7));
  says(wordOf('a', 7));
  await end();
  await pass(quiet);
  says(wordOf(leader, 8), takes);
  says(wordOf(leader, 9));
  // One that slept is asked by the caller once more: its first word is too old to be followed.
  if (takes > 1_000) await expect(end()).rejects.toThrow('too late to be believed');
  else expect(await end()).toBe(9);
  expect(asked()).toBe(4);
});

test('another leader in between is no repetition', async () => {
  const { end, says } = leased();
  says(wordOf('a', 7));
  says(wordOf('b', 9));
  await expect(end()).rejects.toThrow('The leader of the stream changes');
});

test('a word that does not count extends nothing', async () => {
  const { end, says, pass, asked } = leased();
  says(wordOf('a', 7));
  says(wordOf('a', 7));
  await end();
  await pass(600);
  says({ error: { description: 'no leader' } });
  await expect(end()).rejects.toThrow('no leader');
  await pass(600);
  says(wordOf('a', 8));
  says(wordOf('a', 8));
  expect(await end()).toBe(8);
  expect(asked()).toBe(5);
});

test('many who ask at once share a question, and who asks while one is under way shares the next', async () => {
  const { end, says, asked } = leased();
  says(wordOf('a', 7));
  says(wordOf('a', 7));
  await end();
  says(wordOf('a', 8));
  says(wordOf('a', 9));
  const first = [end(), end()];
  await Promise.resolve();
  const second = [end(), end()];
  expect(await Promise.all(first)).toEqual([8, 8]);
  expect(await Promise.all(second)).toEqual([9, 9]);
  expect(asked()).toBe(4);
});

test('who is the only copy is believed at once', async () => {
  const { end, says, asked } = leased();
  says({ state: { last_seq: 7 }, cluster: { leader: 'a' } });
  expect(await end()).toBe(7);
  expect(asked()).toBe(1);
});
