/**
 * Runs the tests of store-postgres on the oldest PostgreSQL that the project promises to work with and on later ones,
 * whichever the machine has: their servers are installed with npm (Linux on x64). Arguments go to jest in the place of
 * `packages/store-postgres`; versions among them (`14 18`) are the only ones that run.
 */
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installed, jest, report } from './asked-for-tests.js';

const asked = process.argv.slice(2);
const versions = asked.filter((each) => /^\d+$/.test(each));
const patterns = asked.filter((each) => !versions.includes(each));
const tests = patterns.length > 0 ? patterns : ['packages/store-postgres'];

const modules = installed('packages/store-postgres/postgres-versions', ['--ignore-scripts']);
const servers = readdirSync(modules).filter((name) => name.startsWith('postgres-'));
const wanted = servers.filter(
  (name) => versions.length === 0 || versions.includes(name.split('-')[1]),
);
if (wanted.length === 0) {
  const found = servers.length === 0 ? 'none for this machine' : servers.join(', ');
  throw new Error(`There is no such PostgreSQL; npm has ${found}`);
}

/**
 * Copies a server to where another user may look, as whom it runs if root runs this. npm has no links, so the package
 * names those that it needs.
 */
const copied = (name) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'largesse-postgres-'));
  chmodSync(folder, 0o755);
  cpSync(path.join(modules, name), folder, { recursive: true });
  const links = JSON.parse(readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links)
    symlinkSync(path.relative(path.dirname(target), source), path.join(folder, target));
  return folder;
};

const failed = wanted.filter((name) => {
  console.log(`\n> store-postgres on ${name}`);
  const folder = copied(name);
  try {
    const found = [path.join(folder, 'native/bin'), process.env.PATH].join(path.delimiter);
    const env = { PATH: found, LARGESSE_POSTGRES_URL: '' };
    const args = ['--config', '.ci/jest.services.config.ts', ...tests];
    return !jest(name.split('-').slice(0, 2).join('-'), args, { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
report(failed);
