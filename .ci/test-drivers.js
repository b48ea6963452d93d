/**
 * Runs the tests of store-sqlite by each driver that an app may pass: libsql, `node:sqlite` and better-sqlite3. The
 * last two need Node 22: where the Node that runs this is older, one is installed with npm, beside better-sqlite3.
 * Nothing is compiled or fetched by a script: both packages come with their binaries. Arguments go to jest in the
 * place of `packages/store-sqlite`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installed, jest, report } from './asked-for-tests.js';

const asked = process.argv.slice(2);
const tests = asked.length > 0 ? asked : ['packages/store-sqlite'];
const modules = installed('packages/store-sqlite/sqlite-drivers', ['--ignore-scripts']);

/** This Node if it is new enough, else the one that was installed. */
const findNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const found = path.join(modules, `node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(found)) return found;
  throw new Error(
    `node:sqlite and better-sqlite3 need Node 22: none is installed for ${process.platform} ${process.arch}, run this with one`,
  );
};

const node = findNode();
const drivers = [
  ['libsql', 'libsql'],
  ['node-sqlite', 'node:sqlite'],
  ['better-sqlite3', path.join(modules, 'better-sqlite3')],
];
const failed = drivers.filter(([name, driver]) => {
  console.log(`\n> store-sqlite by ${name}`);
  return !jest(name, tests, { node, env: { LARGESSE_SQLITE_DRIVER: driver } });
});
report(failed.map(([name]) => name));
