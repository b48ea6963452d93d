import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAtLeast, isExecutable, versionOf } from './installed.js';

test.each([
  ['2.12.0', '2.12', true],
  ['2.12', '2.12', true],
  ['2.15.1', '2.12', true],
  ['3.0.0', '2.12', true],
  ['2.9.10', '2.12', false],
  ['1.20', '2.12', false],
  ['14.0', '14', true],
  ['13.20', '14', false],
  ['9.6', '14', false],
  ['', '14', false],
])('%s is at least %s: %s', (version, least, is) => {
  expect(isAtLeast(version, least)).toBe(is);
});

describe('the version that a program says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'largesse-versions-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const program = (says: string) => {
    const file = join(folder, 'program');
    writeFileSync(file, `#!/bin/sh\necho '${says}'\n`);
    chmodSync(file, 0o755);
    return file;
  };

  test.each([
    ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', '15.18'],
    ['postgres (PostgreSQL) 18beta2', '18'],
    ['nats-server: v2.15.1', '2.15.1'],
    ['nothing', undefined],
  ])('%s', (says, version) => {
    expect(versionOf(program(says))).toBe(version);
  });

  test('of none that is there', () => {
    const nowhere = join(folder, 'nowhere');
    expect(isExecutable(nowhere)).toBe(false);
    expect(versionOf(nowhere)).toBeUndefined();
  });
});
