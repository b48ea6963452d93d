import {
  commandCodecs,
  decodeCommand,
  dispatch,
  eventDefinitions,
  giftingEvents,
  postingsOf,
  type GiftingEvent,
} from '@largesse/domain';
import { sample } from '@largesse/testing';
import { broken, formIn, nameOf, pathsOf, sectionsOf } from './page.js';

const sections = sectionsOf('events.md').filter(({ example }) => example !== null);
const at = '2026-03-01T18:00:00.000Z';

const decode = (type: string, data: unknown) =>
  // The data comes of JSON.
  giftingEvents.decode({ type, version: 1, at, data: data as null });

const eventOf = (type: string, data: unknown): GiftingEvent => {
  const decoded = decode(type, data);
  if (decoded._tag === 'Left') throw new Error(decoded.left.message);
  return decoded.right;
};

/** A template such as `creator:{creatorId}:paid` with the values of an event. */
const filled = (template: string, data: unknown): string =>
  template.replace(/\{([\w.]+)\}/g, (_, path: string) =>
    String(
      path.split('.').reduce<unknown>((inner, step) => Reflect.get(inner as object, step), data),
    ),
  );

/** The sum of terms such as `+price -tax`. */
const summed = (terms: string, data: unknown): bigint =>
  [...terms.matchAll(/([+-])(\w+)/g)].reduce((sum, [, sign, field = '']) => {
    const amount = BigInt(String(Reflect.get(data as object, field)));
    return sign === '+' ? sum + amount : sum - amount;
  }, 0n);

test('every event has its section', () => {
  expect(sections.map(({ title }) => title)).toEqual(Object.keys(eventDefinitions));
});

// No field can be missing from an example or be too many: the codecs let neither through.
test.each(sections)('$title: the table has just its fields, in their forms', (section) => {
  const { title, example } = section;
  const rows = section.tables[0] ?? [];
  const paths = pathsOf(giftingEvents.encode(eventOf(title, example)).data);
  expect(rows.map(([field]) => field)).toEqual(paths.map(nameOf));
  for (const [i, path] of paths.entries()) {
    const damaged = decode(title, broken(example, path));
    const form = damaged._tag === 'Left' ? formIn(damaged.left.message) : undefined;
    expect(`${nameOf(path)}: ${String(rows[i]?.[1])}`).toBe(`${nameOf(path)}: ${String(form)}`);
  }
});

test.each(sections)('$title: version, tags and postings are those of the code', (section) => {
  const { title, text, example } = section;
  const event = eventOf(title, example);
  const { version, tags } = giftingEvents.encode(event);
  expect(text).toContain(`Version ${String(version)}.`);

  const [, listed = ''] = /Tags: ([^]*?)\.\n/.exec(text) ?? [];
  const templates = [...listed.matchAll(/`([^`]+)`/g)].map(([, template = '']) => template);
  expect(templates.map((template) => filled(template, example))).toEqual(tags);

  const rows = section.tables[1] ?? [];
  expect(
    rows.map(([account = '', asset = '', amount = '']) => ({
      account: filled(account, example),
      asset: filled(asset, example),
      amount: summed(amount, example),
    })),
  ).toEqual(postingsOf(event));
  expect(text.includes('No postings.')).toBe(rows.length === 0);
});

test('every event names the command that makes it', () => {
  const makers = sections.map(({ title, text }) => {
    const [, command] = /Made by \[(\w+)\]/.exec(text) ?? [];
    return [command, title];
  });
  const made = Object.values(sample).map((command) => [
    command.type,
    ...dispatch(command, (decision) => decision.emits),
  ]);
  expect(makers).toEqual(made);
  expect(made).toHaveLength(Object.keys(commandCodecs).length);
  expect(Object.values(sample).every((command) => decodeCommand(command)._tag === 'Right')).toBe(
    true,
  );
});
