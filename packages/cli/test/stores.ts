import { statSync } from 'node:fs';
import { folder, linesOf, scenario } from './folder.js';
import { largesse, type Ran } from './largesse.js';

/** A log of the scenario rules, in a folder with room for stores. */
export const withLog = () => {
  const files = folder();
  const log = files.at('rules.log');
  let made = 0;
  beforeAll(async () => {
    await largesse('run', scenario('rules.jsonl'), '--log', log);
  });
  return {
    ...files,
    log,
    /** A scenario that takes a moment, and its log. */
    evening: async () => {
      const path = files.put(
        'evening.jsonl',
        linesOf(scenario('evening.jsonl')).slice(0, 6_000).join('\n'),
      );
      await well('run', path, '--log', files.at('evening.log'));
      return { scenario: path, log: files.at('evening.log') };
    },
    /** The address of a new SQLite store. */
    sqlite: (): string => {
      made += 1;
      return `sqlite:${files.at(`store-${String(made)}.db`)}`;
    },
  };
};

/** Runs a command line that must do what it is asked, without a word about anything. */
export const well = async (...args: readonly string[]): Promise<string> => {
  const { status, out, err } = await largesse(...args);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return out;
};

/** Runs a command line that must be refused with some words. */
export const refused = async (words: string, ...args: readonly string[]): Promise<Ran> => {
  const ran = await largesse(...args);
  expect(ran).toMatchObject({ status: 2, out: '' });
  expect(ran.err).toContain(words);
  expect(ran.err).not.toContain('    at ');
  return ran;
};

/** What a command prints with `--json`. */
export const json = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await well(...args, '--json')) as Record<string, unknown>; // compared by the tests

/** Runs a command line and asks it to stop once a file has some bytes. */
export const stoppedAt = async (
  path: string,
  bytes: number,
  ...args: readonly string[]
): Promise<Ran> => {
  const running = largesse(...args);
  const watch = setInterval(() => {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < bytes) return;
    clearInterval(watch);
    process.emit('SIGINT', 'SIGINT');
  }, 1);
  return running.finally(() => {
    clearInterval(watch);
  });
};

/** The file of the write-ahead log of an SQLite store, which grows with each commit. */
export const walOf = (store: string): string => `${store.slice('sqlite:'.length)}-wal`;
