import type { Position, Query } from '@largesse/core';
import { setImmediate as turn } from 'node:timers/promises';
import { listedServer } from '../../test/listed-server.js';
import { subjects } from '../../test/message.js';
import { Tail } from '../view/tail.js';
import { Selection } from './selection.js';

const annToBea: Query = { items: [{ tags: ['wallet:ann', 'creator:bea'] }] };

test('a read misses nothing while its process, fallen far behind, begins anew beside it', async () => {
  const server = listedServer();
  const tail = new Tail(server, subjects, { subjects: 9, indexFrom: 9, indexTo: 3, far: 4 });
  const selection = new Selection(tail, subjects);
  const read = async (end: Position): Promise<number> => {
    let found = 0;
    for await (const events of selection.between(annToBea, 0, end)) found += events.length;
    return found;
  };
  // So many that the tree of their positions has two levels.
  server.writeGifts(17);
  server.writeIndexes();
  server.writeGifts(1);
  server.writeIndexes();
  const end = await tail.fresh();
  expect(await read(end)).toBe(18);

  const letNodesCome = server.holdNext('at');
  const reading = read(end);
  await turn();
  // Meanwhile others write much, and somebody else asks for the end of the log.
  server.writeGifts(1);
  server.writeIndexes();
  server.writeGifts(5);
  const letMessagesCome = server.holdNext('range');
  const catching = tail.fresh();
  await turn();
  expect(tail.view.pending.first()).toBeUndefined();
  letNodesCome();
  await turn();
  const begunMeanwhile = read(end);
  await turn();
  letMessagesCome();
  expect(await reading).toBe(18);
  expect(await begunMeanwhile).toBe(18);
  expect(await read(await catching)).toBe(24);
});
