/**
 * The last gate before a release: packs every public package, installs the tarballs in an empty
 * folder as a user would, imports each, compiles a strict app against them, and runs the command and
 * the quickstart from there.
 * It finds what no test in the workspace can: files left out, imports that only a bundler resolves,
 * dependencies that nobody declared.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackages, root } from './pack.js';

const REQUIRED = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts'];
const FORBIDDEN = /\.test\.|\.tsbuildinfo$|\/node_modules\//;
const quickstart = path.join(root, 'examples', 'dist', 'quickstart.js');

const folder = mkdtempSync(path.join(tmpdir(), 'largesse-gate-'));
const user = path.join(folder, 'user');

const failures = [];
const attempt = (what, check) => {
  try {
    const found = check();
    console.log(`ok     ${what}${found === undefined ? '' : `: ${found}`}`);
  } catch (error) {
    failures.push(what);
    console.error(`FAILED ${what}: ${complaint(error)}`);
  }
};
/** Of a program that failed the line that names the error, if there is one. */
const complaint = ({ message, stderr }) =>
  stderr ? (/^\w*Error\b.*$/m.exec(stderr)?.[0] ?? stderr.trim()) : message;

const must = (holds, message) => {
  if (!holds) throw new Error(message);
};

/** Runs a program in the user's folder and returns what it prints. */
const run = (command, ...args) => {
  const options = { cwd: user, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  return execFileSync(command, args, { ...options, env: cleanEnvironment }).trim();
};

/** Without what pnpm hands down: npm would warn of settings that it does not know. */
const cleanEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_|pnpm_|NODE_PATH$)/i.test(name)),
);

const checkContents = ({ tarball }) => {
  const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const files = listed.map((file) => file.replace(/^package\//, ''));
  const missing = REQUIRED.filter((file) => !files.includes(file));
  const sourceless = files
    .filter((file) => /^dist\/.*\.js$/.test(file))
    .map((file) => file.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'))
    .filter((source) => !files.includes(source));
  const extra = files.filter((file) => FORBIDDEN.test(file));
  must(missing.length === 0, `${missing.join(', ')} missing`);
  must(sourceless.length === 0, `${sourceless.join(', ')} missing for the source maps`);
  must(extra.length === 0, `${extra.join(', ')} must not be published`);
  return `${String(files.length)} files`;
};

const install = (packages) => {
  mkdirSync(user);
  const tarballs = packages.map(({ name, tarball }) => [name, `file:${tarball}`]);
  const manifest = {
    name: 'largesse-gate',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(tarballs),
    // Also where one package asks for another: nothing of this scope may come from a registry.
    overrides: Object.fromEntries(packages.map(({ name }) => [name, `$${name}`])),
  };
  writeFileSync(path.join(user, 'package.json'), JSON.stringify(manifest, null, 2));
  run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund');
};

const importByName = ({ name }) => {
  const count = `console.log(Object.keys(await import('${name}')).length)`;
  const exported = run(process.execPath, '--input-type=module', '--eval', count);
  must(/^\d+$/.test(exported), `to import it prints "${exported}"`);
  must(exported !== '0', 'it exports nothing');
  return `${exported} exports`;
};

/**
 * What a strict app is told when it compiles against the packages: types that only the workspace has are
 * missing here, and would be `any` in silence wherever declarations of libraries are not checked.
 */
const compile = (packages) => {
  const lines = packages.map(({ name }, i) => `export * as p${String(i)} from '${name}';`);
  writeFileSync(path.join(user, 'all.ts'), lines.join('\n'));
  for (const resolution of ['nodenext', 'bundler']) {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'es2023',
      module: resolution === 'bundler' ? 'esnext' : resolution,
      moduleResolution: resolution,
      types: ['node'],
      // The app's own; the compiler and the types of Node are those of the workspace.
      typeRoots: [path.join(root, 'node_modules', '@types')],
    };
    const config = path.join(user, `tsconfig.${resolution}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions, files: ['all.ts'] }));
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', config], {
      cwd: user,
      encoding: 'utf8',
    });
    must(status === 0, `with ${resolution}: ${stdout.trim()}`);
  }
};

const runCommand = ({ version }) => {
  const printed = run(path.join(user, 'node_modules', '.bin', 'largesse'), '--version');
  must(printed === version, `it printed "${printed}", not "${version}"`);
};

const runQuickstart = () => {
  must(
    existsSync(quickstart),
    'examples/dist/quickstart.js is missing: write examples/src/quickstart.ts',
  );
  cpSync(path.dirname(quickstart), path.join(user, 'examples'), { recursive: true });
  const printed = run(process.execPath, path.join('examples', 'quickstart.js'));
  must(printed !== '', 'it printed nothing');
};

try {
  const packages = packPackages(folder);
  for (const it of packages) attempt(`contents of ${it.name}`, () => checkContents(it));
  attempt('install the tarballs in an empty folder', () => install(packages));
  if (existsSync(path.join(user, 'node_modules'))) {
    for (const it of packages) attempt(`import ${it.name}`, () => importByName(it));
    attempt('types of all packages in a strict app', () => compile(packages));
    const cli = packages.find(({ name }) => name === '@largesse/cli');
    attempt('largesse --version', () => runCommand(cli));
    attempt('quickstart', runQuickstart);
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (failures.length > 0) process.exitCode = 1;
