/**
 * Runs the tests of store-sqlite by each driver that an app may pass: libsql, `node:sqlite` and better-sqlite3. The
 * last two need Node 22: where the Node that runs this is older, one is installed with npm, beside better-sqlite3, into
 * the cache. Arguments go to jest in the place of `packages/store-sqlite`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const wanted = path.join(root, 'packages/store-sqlite/drivers');
const folder = path.join(root, '.cache/sqlite-drivers');
const modules = path.join(folder, 'node_modules');

const asked = process.argv.slice(2);
const tests = asked.length > 0 ? asked : ['packages/store-sqlite'];

const run = (command, args, options) =>
  spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0;

const install = () => {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(wanted, file), path.join(folder, file));
  // Nothing is compiled or fetched by a script: both packages come with their binaries.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', args, { cwd: folder });
};

/** This Node if it is new enough, else the one that was installed. */
const findNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const installed = path.join(modules, `node-${process.platform}-${process.arch}/bin/node`);
  return existsSync(installed) ? installed : undefined;
};

const test = (node, name, driver) => {
  console.log(`\n> store-sqlite by ${name}`);
  const results = path.join(root, `.cache/jest-${name.replace(':', '-')}.json`);
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--json', `--outputFile=${results}`, ...tests];
  const env = { ...process.env, LARGESSE_SQLITE_DRIVER: driver };
  return run(node, args, { cwd: root, env });
};

const drivers = [
  ['libsql', 'libsql'],
  ['node:sqlite', 'node:sqlite'],
  ['better-sqlite3', path.join(modules, 'better-sqlite3')],
];

if (!install()) throw new Error('npm could not install the drivers: see above');
const node = findNode();
if (node === undefined)
  throw new Error(
    `node:sqlite and better-sqlite3 need Node 22: none is installed for ${process.platform} ${process.arch}, run this with one`,
  );
const failed = drivers.filter(([name, driver]) => !test(node, name, driver));
if (failed.length > 0) {
  console.error(`\nFailed by ${failed.map(([name]) => name).join(', ')}`);
  process.exitCode = 1;
}
