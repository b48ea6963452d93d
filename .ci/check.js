/**
 * Runs scripts of package.json one after the other, all of them even if one fails, and says at the
 * end which failed: `node .ci/check.js types lint`. It needs no pnpm on the path.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const binaries = path.join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${binaries}${path.delimiter}${process.env.PATH}` };

const results = process.argv.slice(2).map((name) => {
  const script = scripts[name];
  if (script === undefined) throw new Error(`package.json has no script "${name}"`);
  console.log(`\n> ${name}: ${script}`);
  const start = performance.now();
  const { status } = spawnSync(script, { cwd: root, env, shell: true, stdio: 'inherit' });
  return { name, passed: status === 0, seconds: (performance.now() - start) / 1000 };
});

console.log('');
for (const { name, passed, seconds } of results)
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
if (results.some(({ passed }) => !passed)) process.exitCode = 1;
