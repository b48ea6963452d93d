/**
 * Checks what would be published, the tarballs themselves: that publint finds nothing and that
 * the types of every entry resolve for ES modules (attw). Prints what they say only if they complain.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackages, root } from './pack.js';

const checks = (tarball) => [
  ['publint', 'run', tarball, '--strict'],
  ['attw', tarball, '--profile', 'esm-only', '--format', 'ascii'],
];

const folder = mkdtempSync(path.join(tmpdir(), 'largesse-packages-'));
try {
  for (const { name, tarball } of packPackages(folder)) {
    const failed = checks(tarball).filter(([command, ...args]) => {
      const binary = path.join(root, 'node_modules', '.bin', command);
      const { status, stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8' });
      if (status !== 0) console.error(`${stdout}${stderr}`);
      return status !== 0;
    });
    console.log(`${failed.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (failed.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
