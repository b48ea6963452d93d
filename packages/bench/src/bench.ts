import Table from 'cli-table3';
import { emmettGifts } from './emmett.js';
import { bytesPerIdleWallet } from './idle-wallets.js';
import { engineWith, gifts } from './largesse.js';
import { measure, type Rate } from './rounds.js';
import { scale } from './scale.js';

const ROUNDS = 5;
const OPERATIONS = 50_000;

const print = (title: string, rates: readonly Rate[]): void => {
  const table = new Table({
    head: ['', 'median/s', 'least', 'most', 'ratio to the first'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const first = rates[0]?.median ?? NaN;
  const rate = (value: number): string => Math.round(value).toLocaleString('en-US');
  for (const { name, median, least, most } of rates)
    table.push([name, rate(median), rate(least), rate(most), (median / first).toFixed(2)]);
  console.log(`\n${title}\n${table.toString()}`);
};

console.log('Gifts through execute on the memory store; medians of rounds run in turn.');
console.log(`Node ${process.version}, ${process.execArgv.join(' ')}`);

const fresh = await engineWith(1000, 10);
print(
  'Commands in flight (1,000 wallets), and what else this machine does in a second',
  await measure(
    [
      ...[1, 32, 256].map((inFlight) =>
        gifts(`execute, ${String(inFlight)} in flight`, fresh, {
          wallets: 1000,
          operations: OPERATIONS,
          inFlight,
        }),
      ),
      ...scale,
    ],
    ROUNDS,
  ),
);

const sizes = { operations: 20_000, wallets: 10 };
const [young, old] = [await engineWith(10, 10), await engineWith(10, 10_000)];
print(
  'Events in the wallet before (10 wallets, 1 in flight)',
  await measure(
    [
      gifts('largesse, 10 events', young, { ...sizes, inFlight: 1 }),
      gifts('largesse, 10,000 events', old, { ...sizes, inFlight: 1 }),
      await emmettGifts('emmett, 10 events', { ...sizes, history: 10, operations: 1000 }),
      await emmettGifts('emmett, 10,000 events', { ...sizes, history: 10_000, operations: 50 }),
    ],
    ROUNDS,
  ),
);

const bytes = await bytesPerIdleWallet(50_000);
console.log(`\nHeap per idle wallet in the engine's cache: ${bytes.toFixed(0)} bytes`);
