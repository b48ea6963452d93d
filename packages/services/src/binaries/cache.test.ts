import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached } from './cache.js';

const home = mkdtempSync(join(tmpdir(), 'largesse-cache-'));
afterAll(() => rmSync(home, { recursive: true }));

const fetching = (text: string) => (_work: string, into: string) =>
  writeFileSync(join(into, 'binary'), text);
const held = (folder: string) => readFileSync(join(folder, 'binary'), 'utf8');

test('what was fetched once is not fetched again', () => {
  expect(held(cached('server', fetching('first'), home))).toBe('first');
  expect(held(cached('server', fetching('second'), home))).toBe('first');
});

test('of two who fetch at once the first to finish wins, and both have it', () => {
  const folder = cached(
    'raced',
    (work, into) => {
      fetching('late')(work, into);
      expect(held(cached('raced', fetching('early'), home))).toBe('early');
    },
    home,
  );
  expect(held(folder)).toBe('early');
});

test('a fetch that fails half way leaves nothing behind', () => {
  const before = readdirSync(home);
  const fails = (work: string, into: string) => {
    fetching('half')(work, into);
    throw new Error('no network');
  };
  expect(() => cached('broken', fails, home)).toThrow('no network');
  expect(readdirSync(home)).toEqual(before);
});
