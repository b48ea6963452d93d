import type { Position } from '@largesse/core';
import { listedServer } from '../test/listed-server.js';
import { subjects } from '../test/message.js';
import { Tail } from './tail.js';
import { USUAL } from './tuning.js';

/** So many events of the end of a log are kept in memory. */
const KEPT = 5_000;

test('events of which some are in memory all come, though those that are read push others out', async () => {
  const server = listedServer();
  server.writeGifts(KEPT + 100);
  const tail = new Tail(server, subjects, USUAL);
  await tail.fresh();
  const positions: readonly Position[] = Array.from({ length: 200 }, (_, i) => i + 1);
  const events = await tail.events(positions);
  expect(events.map(({ position }) => position)).toEqual(positions);
});

test('a position without an event is said, never passed over', async () => {
  const server = listedServer();
  server.writeGifts(1);
  server.writeIndexes();
  const tail = new Tail(server, subjects, USUAL);
  await tail.fresh();
  await expect(tail.events([1, 2])).rejects.toThrow('There is no event at 2');
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
