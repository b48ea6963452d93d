/** What the tests share that somebody has to ask for: on other drivers, on other servers. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Runs a program to its end; whether it went well. */
const run = (command, args, options) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0;

/**
 * Installs with npm what a folder of the project names in a package.json of its own, into the cache, and returns the
 * folder of its modules. Nobody else should wait for it.
 */
export const installed = (wanted, flags = []) => {
  const folder = path.join(root, '.cache', path.basename(wanted));
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(root, wanted, file), path.join(folder, file));
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...flags];
  if (!run('npm', args, { cwd: folder })) throw new Error(`npm could not install ${wanted}`);
  return path.join(folder, 'node_modules');
};

/** Runs jest by a Node; its results come into the cache, for the closing line of CI. */
export const jest = (name, args, { node = process.execPath, env = {} }) => {
  const results = path.join(root, `.cache/jest-${name}.json`);
  const program = path.join(root, 'node_modules/jest/bin/jest.js');
  return run(node, [program, '--json', `--outputFile=${results}`, ...args], {
    env: { ...process.env, ...env },
  });
};

/** Says at the end what failed, all having run. */
export const report = (failed) => {
  if (failed.length === 0) return;
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
};
