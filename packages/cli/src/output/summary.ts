import { table } from './table.js';

/** What came of something that went over many events: counts by name, and how long it took. */
export interface Summary {
  readonly seconds: number;
  readonly [count: string]: number;
}

/** A summary for people. */
export const summaryText = (title: string, summary: Summary, written?: string): string => {
  const { seconds, ...counts } = summary;
  const rows = Object.entries(counts).map(([name, count]) => [name, count.toLocaleString('en-US')]);
  const time = ['time', `${seconds.toFixed(2)} s`];
  const where = written === undefined ? '' : `\nwritten: ${written}\n`;
  return table([title, ''], [...rows, time], [1]) + where;
};

/** The same for programs. */
export const summaryJson = ({ seconds, ...counts }: Summary): string =>
  `${JSON.stringify({ ...counts, seconds: Number(seconds.toFixed(3)) }, null, 2)}\n`;
