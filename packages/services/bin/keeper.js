/**
 * Waits until the process that started it is gone, however it went: then its standard input ends.
 * Ends the servers of a run folder, whose process ids stand in its `*.pid` files, and removes it.
 * `node keeper.js <folder>`
 */
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

const [folder] = process.argv.slice(2);

const servers = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.pid'))
    .map((name) => Number(readFileSync(path.join(folder, name), 'utf8')))
    .filter((pid) => pid > 0 && isOurs(pid));

/** A process that took over the id of a server long gone does not name the folder. */
const isOurs = (pid) => {
  const command = `/proc/${String(pid)}/cmdline`;
  if (existsSync('/proc/self/cmdline'))
    return existsSync(command) && readFileSync(command, 'utf8').includes(folder);
  return signal(pid, 0);
};

const signal = (pid, name) => {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
};

/** SIGQUIT is "leave at once" to a postmaster, which takes its children and shared memory along. */
const endAll = async () => {
  for (const pid of servers()) {
    signal(pid, 'SIGQUIT');
    signal(pid, 'SIGCONT');
  }
  for (let waits = 0; waits < 80 && servers().length > 0; waits += 1) await setTimeout(100);
  for (const pid of servers()) signal(pid, 'SIGKILL');
};

process.stdin.resume();
await once(process.stdin, 'close');
if (existsSync(folder)) {
  await endAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
