import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Read } from '@largesse/core';
import { dispatch, type GiftingEvent } from '@largesse/domain';
import { sample } from '@largesse/testing';

const page = readFileSync(join(__dirname, 'consistency-boundary.md'), 'utf8');

/** The rows of the page's table of guards. */
const rows = [...page.matchAll(/^\| (\w+) +\| `(\w+)` +\| [^|]+\| (?:nothing|(.*?)) +\|$/gm)].map(
  ([, command = '', read = '', guards = '']) => ({
    command,
    read,
    guards: Array.from(guards.matchAll(/`(\w+)`/g), ([, type = '']) => type),
  }),
);

const guardsOf = (command: (typeof sample)[keyof typeof sample]) =>
  dispatch(command, ({ reads }, judged) =>
    Object.entries<{ readonly guardedBy: readonly string[] }>(reads(judged)).map(
      ([read, { guardedBy: guards }]) => ({ command: command.type, read, guards }),
    ),
  );

test('the table of reads and guards is that of the decisions', () => {
  expect(rows).toEqual(Object.values(sample).flatMap(guardsOf));
});

/** The tags of the events that could break the guards of a command. */
const guardedTags = (command: (typeof sample)[keyof typeof sample]) =>
  dispatch(command, ({ reads }, judged) =>
    Object.values<Read<unknown, GiftingEvent>>(reads(judged))
      .filter(({ guardedBy }) => guardedBy.length > 0)
      .flatMap(({ projection, key }) => projection.tags(key)),
  );

test('a gift is guarded by nothing of the creator, a withdrawal by no gift', () => {
  expect(guardedTags(sample.SendGift)).toEqual(['wallet:ann']);
  expect(guardsOf(sample.Withdraw).flatMap(({ guards }) => guards)).not.toContain('GiftSent');
});
