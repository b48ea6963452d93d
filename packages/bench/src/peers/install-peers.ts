import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const wanted = new URL('../../peers/', import.meta.url);
const folder = new URL('../../../../.cache/bench-peers/', import.meta.url);
const FILES = ['package.json', 'package-lock.json'] as const;

/**
 * Imports a package that Largesse is measured beside. All of them are installed with npm into the
 * cache when the first is asked for: their databases' drivers have install scripts, which nobody should
 * wait for who only wants to build Largesse. `undefined` if they cannot be installed here.
 */
export const importPeer = async (name: string): Promise<unknown> => {
  if (!installed()) return undefined;
  const path = createRequire(new URL('package.json', folder)).resolve(name);
  return import(pathToFileURL(path).href);
};

const installed = (): boolean => {
  const lock = readFileSync(new URL('package-lock.json', wanted), 'utf8');
  const done = new URL('installed', folder);
  if (existsSync(done)) return readFileSync(done, 'utf8') === lock;
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(new URL(file, wanted), new URL(file, folder));
  console.log(
    '\nInstalling the peers with npm; the driver of one may be compiled, which takes minutes.',
  );
  const npm = ['ci', '--force', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', npm, { cwd: fileURLToPath(folder), stdio: 'inherit' });
  writeFileSync(done, status === 0 ? lock : 'not installed');
  return status === 0;
};
