import Table from 'cli-table3';
import type { Rate } from './rounds.js';

/** Prints rates as a table; ratios are to the row that `base` names, or else to the first. */
export const print = (title: string, rates: readonly Rate[], base = rates[0]?.name): void => {
  const table = new Table({
    head: ['', 'median/s', 'least', 'most', `ratio to "${String(base)}"`],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const one = rates.find(({ name }) => name === base)?.median ?? NaN;
  const rate = (value: number): string => Math.round(value).toLocaleString('en-US');
  for (const { name, median, least, most } of rates)
    table.push([name, rate(median), rate(least), rate(most), (median / one).toFixed(2)]);
  console.log(`\n${title}\n${table.toString()}`);
};
