import { listedServer } from '../../test/listed-server.js';
import { subjects } from '../../test/message.js';
import { Selection } from '../read/selection.js';
import { USUAL } from '../tuning.js';
import { Tail } from '../view/tail.js';
import { followedLog } from './followed-log.js';

test('who follows a log is told when another has taken its place, and reads none of that', async () => {
  const server = listedServer();
  server.writeGifts(2);
  const other = listedServer('other ');
  other.writeGifts(5);
  let current = server;
  const at = (sequences: readonly number[]) => current.at(sequences);
  const range = (from: number, most: number) => current.range(from, most);
  const tail = new Tail({ ...server, at, range }, subjects, USUAL);
  await tail.fresh();
  const wakes = { listen: () => undefined, stop: () => undefined };
  const selection = new Selection(tail, subjects);
  const { next } = followedLog({ tail, selection, wakes, isClosed: () => false })('all');
  expect(await next(0)).toHaveLength(2);
  current = other;
  await expect(tail.catchUp(5)).rejects.toThrow('Open the store again');
  await expect(next(0)).rejects.toThrow('Open the store again');
});
