import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { isRunning } from './process-table.js';

/** A program that starts servers, perhaps pauses them, prints their process ids and then waits. */
const program = (paused: boolean) => `
  import { startPostgres, startNatsCluster } from ${JSON.stringify(join(__dirname, '../dist/index.js'))};
  const postgres = await startPostgres({ own: true });
  const { nodes: [nats] } = await startNatsCluster({ own: true, nodes: 1 });
  const pids = [...postgres.pids(), nats.pid()];
  if (${String(paused)}) await Promise.all([postgres.pause(), nats.pause()]);
  console.log(JSON.stringify(pids));
  setInterval(() => undefined, 1000);
`;

describe('servers end with the process that started them, and their folders with it', () => {
  // The account that runs PostgreSQL has to get into it.
  const temporary = mkdtempSync(join(tmpdir(), 'largesse-lifetime-'));
  chmodSync(temporary, 0o755);
  afterAll(() => rmSync(temporary, { recursive: true }));

  test.each([
    ['SIGKILL', false],
    ['SIGINT', false],
    ['SIGTERM', true],
  ] as const)('%s; servers paused: %s', async (signal, paused) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program(paused)], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as readonly unknown[];
    // The program above wrote it.
    const pids = JSON.parse(String(line)) as readonly number[];
    expect(pids.length).toBeGreaterThan(3);
    expect(pids.filter((pid) => !isRunning(pid))).toEqual([]);
    expect(readdirSync(temporary)).toHaveLength(2);
    child.kill(signal);
    await eventually(
      async () => (pids.some(isRunning) || readdirSync(temporary).length > 0 ? undefined : true),
      20_000,
      () => `Still there: ${String(pids.filter(isRunning))} ${String(readdirSync(temporary))}`,
    );
  });
});
