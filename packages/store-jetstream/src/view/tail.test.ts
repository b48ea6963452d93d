import type { Position } from '@largesse/core';
import { listedServer, type ListedServer } from '../../test/listed-server.js';
import { eventMessage, subjects } from '../../test/message.js';
import { Hopeless } from '../patiently.js';
import type { StreamServer } from '../server/stream-server.js';
import { USUAL } from '../tuning.js';
import { Tail } from './tail.js';

/** So many events of the end of a log are kept in memory. */
const KEPT = 5_000;

/** A stream in whose place another can be put. */
const replaceable = () => {
  let current = listedServer();
  const server: StreamServer = {
    last: () => current.last(),
    range: (...asked) => current.range(...asked),
    at: (...asked) => current.at(...asked),
    lastOf: (...asked) => current.lastOf(...asked),
  };
  current.writeGifts(20);
  const replace = (other: ListedServer): ListedServer => {
    const before = current;
    current = other;
    return before;
  };
  return { server, replace };
};

test('events of which some are in memory all come, though those that are read push others out', async () => {
  const server = listedServer();
  server.writeGifts(KEPT + 100);
  const tail = new Tail(server, subjects, USUAL);
  await tail.fresh();
  const positions: readonly Position[] = Array.from({ length: 200 }, (_, i) => i + 1);
  const events = await tail.reader.events(positions);
  expect(events.map(({ position }) => position)).toEqual(positions);
});

test('a position without an event is said, never passed over', async () => {
  const server = listedServer();
  server.writeGifts(1);
  server.writeIndexes();
  const tail = new Tail(server, subjects, USUAL);
  await tail.fresh();
  await expect(tail.reader.events([1, 2])).rejects.toThrow('There is no event at 2');
});

test('a leader that was elected just now and has yet to catch up is no witness of where the log ends', async () => {
  const server = listedServer();
  server.writeGifts(20);
  let lacks = 0;
  const last = async () => (await server.last()) - lacks;
  const tail = new Tail({ ...server, last }, subjects, USUAL);
  expect(await tail.fresh()).toBe(20);
  lacks = 2;
  // Somebody was told that 21 is written.
  server.writeGifts(1);
  await expect(tail.fresh()).rejects.toThrow('The log ends at 19, and went on to 20');
  lacks = 0;
  expect(await tail.fresh()).toBe(21);
});

test.each([
  ['is longer by one', 21],
  ['is much longer', 9_000],
])('a log in the place of another is not taken for its end, also if it %s', async (_, most) => {
  const { server, replace } = replaceable();
  const tail = new Tail(server, subjects, USUAL);
  await tail.fresh();
  const other = listedServer('other ');
  other.writeGifts(most);
  other.writeIndexes();
  const first = replace(other);
  const woken = jest.fn();
  tail.wait(woken);
  const why = 'Message 20 is another than it was';
  await expect(tail.fresh()).rejects.toThrow(why);
  expect(woken).toHaveBeenCalledTimes(1);
  expect(tail.view.head).toBe(20);
  await expect(tail.know([])).rejects.toThrow(why);
  replace(first);
  await expect(tail.fresh()).rejects.toThrow(why);
});

test('a process that began anew far behind, and could not read on at once, does not take the log for another', async () => {
  const server = listedServer();
  server.writeGifts(20);
  let fails = 0;
  const range: StreamServer['range'] = (from, most) => {
    fails -= 1;
    return fails === 0 ? Promise.reject(new Error('No answer')) : server.range(from, most);
  };
  const tail = new Tail({ ...server, range }, subjects, { ...USUAL, far: 100 });
  await tail.fresh();
  server.writeGifts(1_000);
  server.writeIndexes();
  server.writeGifts(1);
  fails = 1;
  await expect(tail.fresh()).rejects.toThrow('No answer');
  expect(tail.view.head).toBeGreaterThan(1_000);
  expect(await tail.fresh()).toBe(await server.last());
});

test('a leader that has yet to catch up is not asked about subjects without end', async () => {
  const server = listedServer();
  server.writeGifts(20);
  const key = subjects.event('k1', 0);
  let asked = 0;
  let lacks = 10;
  const lastOf: StreamServer['lastOf'] = async (...of) => {
    asked += 1;
    // One that is never let go would hold up the test for ever.
    if (asked > 100) throw new Error('Asked without end');
    const answer = await server.lastOf(...of);
    return { ...answer, upTo: answer.upTo - lacks };
  };
  const tail = new Tail({ ...server, lastOf }, subjects, { ...USUAL, subjects: 4 });
  await tail.fresh();
  await expect(tail.know([key])).rejects.toThrow('The log ends at 10, and went on to');
  expect(asked).toBe(1);
  lacks = 0;
  await tail.know([key]);
  expect(tail.view.last(key)?.sequence).toBe(1);
});

test('once the leader says that the stream is another, nothing is answered from memory', async () => {
  const server = listedServer();
  server.writeGifts(2);
  let said = server.last;
  const tail = new Tail({ ...server, last: () => said() }, subjects, USUAL);
  await tail.fresh();
  said = () => Promise.reject(new Error('No answer'));
  await expect(tail.fresh()).rejects.toThrow('No answer');
  await tail.know([]);
  said = () => Promise.reject(new Hopeless('It was made anew'));
  await expect(tail.fresh()).rejects.toThrow('It was made anew');
  await expect(tail.know([])).rejects.toThrow('It was made anew');
});

test('what this process writes is kept in memory, but for what is large', async () => {
  const tail = new Tail(listedServer(), subjects, USUAL);
  const written = [1, 2].map((position) => eventMessage(position, `k${String(position)}`));
  tail.reader.keep(written.map((message, n) => ({ ...message, text: 'x'.repeat(n * 20_000) })));
  expect(await tail.reader.events([1])).toEqual([written[0]?.event]);
  // The server has none of them.
  await expect(tail.reader.events([2])).rejects.toThrow('There is no event at 2');
});
