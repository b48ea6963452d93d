import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Runs the pnpm that runs this script, or else the version that package.json asks for. */
const pnpm = (args, folder) => {
  const own = process.env.npm_execpath;
  const [command, ...before] =
    own !== undefined && path.basename(own).startsWith('pnpm')
      ? [process.execPath, own]
      : ['npx', '-y', readJson(path.join(root, 'package.json')).packageManager];
  execFileSync(command, [...before, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};

/** Packs every public package as it would be published, into an absolute folder. */
export const packPackages = (folder) =>
  readdirSync(path.join(root, 'packages'))
    .map((name) => path.join(root, 'packages', name))
    .filter((home) => existsSync(path.join(home, 'package.json')))
    .map((home) => ({ home, ...readJson(path.join(home, 'package.json')) }))
    .filter((manifest) => manifest.private !== true)
    .map(({ home, name, version }) => {
      const tarball = path.join(folder, `${path.basename(home)}.tgz`);
      pnpm(['pack', '--out', tarball], home);
      return { name, version, tarball };
    });
