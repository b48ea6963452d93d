import { eventStoreContract } from '@largesse/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = join(__dirname, '../../packages');
const page = readFileSync(join(__dirname, 'guarantees.md'), 'utf8');

/** All that the page names in a way, such as `test: "…"`. */
const named = (pattern: RegExp): readonly string[] =>
  Array.from(page.matchAll(pattern), ([, name = '']) => name);

const sources = (folder: string, files: RegExp): string =>
  readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => files.test(path) && !/(?:^|\/)(?:node_modules|dist)\//.test(path))
    .map((path) => readFileSync(join(packages, folder, path), 'utf8'))
    .join('\n');

/** What of the named is not in the sources, as a text by itself. */
const missing = (names: readonly string[], text: string): readonly string[] =>
  names.filter((name) => !text.includes(`'${name}'`));

test('the page names checks of the contract that are there', () => {
  const names = named(/contract: "([^"]+)"/g);
  const checks = eventStoreContract.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !checks.includes(name))).toEqual([]);
});

test('the page names tests that are there', () => {
  const names = named(/test: "([^"]+)"/g);
  expect(names.length).toBeGreaterThan(5);
  expect(missing(names, sources('.', /\.test\.ts$/))).toEqual([]);
});

test('the page names every fault of the tool, and no other', () => {
  const names = named(/fault: `([^`]+)`/g);
  const sites = sources('faults/src/site', /-site\.ts$/);
  expect(missing(names, sites)).toEqual([]);
  const faults = Array.from(
    sites.matchAll(/'((?:kill|pause|cut|crash|full)-[a-z-]+)'/g),
    ([, f]) => f,
  );
  expect([...new Set(faults)].sort()).toEqual([...new Set(names)].sort());
});
