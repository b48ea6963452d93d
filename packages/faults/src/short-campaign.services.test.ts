import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const main = join(__dirname, '../dist/main.js');

/** As it is built: it starts processes of its own. */
test('SQLite keeps its promises while writers are killed', async () => {
  const args = [
    main,
    '--store',
    'sqlite',
    '--fault',
    'kill-writer,crash-in-append',
    '--rounds',
    '2',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, '--json']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const well = { rounds: 2, findings: [], brokenInvariants: [] };
  expect(rows).toEqual([expect.objectContaining(well), expect.objectContaining(well)]);
});
