import { runInNewContext } from 'node:vm';
import { messageOf } from './index.js';

test.each<readonly [string, unknown, string]>([
  ['an error', new TypeError('no name'), 'no name'],
  ['an error of another realm', runInNewContext('new Error("far away")'), 'far away'],
  ['what only looks like an error', { message: 'I am one' }, 'I am one'],
  ['a text', 'out of paper', 'out of paper'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
])('the words of %s', (_, thrown, words) => {
  expect(messageOf(thrown)).toBe(words);
});
