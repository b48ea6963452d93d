import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.js';
import { isRunning, processTree } from './process-table.js';

test('a process stands before its children, and is gone when it ended', async () => {
  const shell = spawn('sh', ['-c', 'sleep 60 & sleep 60 & wait'], { stdio: 'ignore' });
  const { pid = 0 } = shell;
  const tree = await eventually(
    async () => (processTree(pid).length === 3 ? processTree(pid) : undefined),
    5000,
    () => String(processTree(pid)),
  );
  expect(tree[0]).toBe(pid);
  expect(processTree(process.pid)).toEqual(expect.arrayContaining([...tree]));
  expect(isRunning(pid)).toBe(true);
  for (const each of tree) process.kill(each, 'SIGKILL');
  await once(shell, 'exit');
  expect(isRunning(pid)).toBe(false);
  expect(processTree(pid)).toEqual([]);
});
