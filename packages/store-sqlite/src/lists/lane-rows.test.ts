import type { Position, Tag } from '@largesse/core';
import fc from 'fast-check';
import { connect } from '../../test/driver.js';
import { temporaryFiles } from '../../test/folder.js';
import { indexLists } from '../append/catch-up-index.js';
import { Connection } from '../driver/connection.js';
import { EventLists } from './event-lists.js';
import { migrate } from '../file/migrate.js';
import { listsOf } from '../read/tag-index.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

const withIndex = (use: (connection: Connection) => void): void => {
  const connection = new Connection(connect, file());
  connection.exec('PRAGMA synchronous = OFF');
  migrate(connection, 'an index');
  try {
    use(connection);
  } finally {
    connection.close();
  }
};

/** Events with a tag, or without one, part by part as the index goes on; adds each part's rows. */
const write = (
  connection: Connection,
  parts: readonly (readonly (Tag | undefined)[])[],
): readonly (Tag | undefined)[] => {
  const log: (Tag | undefined)[] = [];
  for (const part of parts) {
    const lists = new EventLists();
    for (const tag of part) {
      lists.add({ position: log.push(tag), type: 'A', tags: tag === undefined ? [] : [tag] });
    }
    for (const [type, byTag] of lists.all()) indexLists(connection, type, byTag);
  }
  return log;
};

/** What a list gives, asked for so many at least again and again until it gives fewer. */
const walked = (
  connection: Connection,
  tag: Tag | undefined,
  after: Position,
  upTo: Position,
  atLeast: number,
): readonly Position[] => {
  const item = { types: ['A'], ...(tag === undefined ? {} : { tags: [tag] }) };
  const found: Position[] = [];
  for (const list of listsOf(connection, item, after, upTo)) {
    for (let page = list.next(after, upTo, atLeast); ;) {
      found.push(...page);
      if (page.length < atLeast) break;
      page = list.next(page.at(-1) ?? upTo, upTo, atLeast);
    }
  }
  return found;
};

test('of a list comes every position that is asked for, in order, however many stand in a row', () => {
  const tag = fc.constantFrom<Tag | undefined>('wallet:a', 'wallet:b', undefined);
  const part = fc.array(tag, { maxLength: 200, size: 'max' });
  const parts = fc.array(part, { maxLength: 4, size: 'max' });
  const bound = fc.integer({ min: 0, max: 400 });
  const question = fc.tuple(tag, bound, bound, fc.constantFrom(1, 16, 1_000));
  fc.assert(
    fc.property(parts, fc.array(question, { minLength: 20, maxLength: 20 }), (all, questions) => {
      withIndex((connection) => {
        const log = write(connection, all);
        for (const [asked, after, end, atLeast] of questions) {
          const upTo = Math.min(end, log.length);
          const expected = log
            .map((had, i) => ({ had, position: i + 1 }))
            .filter(({ had }) => asked === undefined || had === asked)
            .map(({ position }) => position)
            .filter((position) => position > after && position <= upTo);
          expect(walked(connection, asked, after, upTo, atLeast)).toEqual(expected);
        }
      });
    }),
    // To make an example smaller takes a file a step.
    { numRuns: 20, endOnFailure: true },
  );
});

test('any tag is found again by its own text, and no other', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('\\', '"', '\0', '\n', '\ud800', '\udc00', '\u2028', 'u0000', "'"),
    }),
  );
  const tags = fc.uniqueArray(
    id.map((text): Tag => `wallet:${text}`),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(tags, (all) => {
      withIndex((connection) => {
        // Each once in the first part and twice in the second: alone in a row, and in a list.
        write(connection, [all, [...all, ...all]]);
        all.forEach((tag, i) => {
          const first = i + 1;
          expect(walked(connection, tag, 0, 100, 16)).toEqual([
            first,
            first + all.length,
            first + 2 * all.length,
          ]);
        });
      });
    }),
    { numRuns: 50, endOnFailure: true },
  );
});

test('a type with more rows than one statement takes is written in several', () => {
  withIndex((connection) => {
    const tags = Array.from({ length: 5_000 }, (_, i): Tag => `wallet:${String(i)}`);
    write(connection, [tags]);
    for (const i of [0, 2_500, 4_999]) {
      expect(walked(connection, `wallet:${String(i)}`, 0, 5_000, 16)).toEqual([i + 1]);
    }
    expect(walked(connection, undefined, 0, 5_000, 1_000)).toEqual(tags.map((_, i) => i + 1));
  });
});
