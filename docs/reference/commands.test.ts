import { commandCodecs, decodeCommand, dispatch, type Command } from '@largesse/domain';
import { broken, formIn, nameOf, pathsOf, sectionsOf } from './page.js';

const [every, ...sections] = sectionsOf('commands.md');
const common = every?.tables[0] ?? [];

const commandOf = (example: unknown): Command => {
  const decoded = decodeCommand(example);
  if (decoded._tag === 'Left') throw new Error(decoded.left.message);
  return decoded.right;
};

const formOf = (example: unknown, path: readonly string[]): string | undefined => {
  const decoded = decodeCommand(broken(example, path));
  return decoded._tag === 'Left' ? formIn(decoded.left.message) : undefined;
};

test('every command has its section', () => {
  expect(sections.map(({ title }) => title)).toEqual(Object.keys(commandCodecs));
});

// No field can be missing from an example or be too many: the codecs let neither through.
test.each(sections)('$title: the table has just its fields, in their forms', (section) => {
  const rows = [...common, ...(section.tables[0] ?? [])];
  const paths = pathsOf(commandOf(section.example));
  expect(rows.map(([field]) => field)).toEqual(paths.map(nameOf));
  for (const path of paths.slice(1)) {
    const [, form] = rows[paths.indexOf(path)] ?? [];
    expect(`${nameOf(path)}: ${String(form)}`).toBe(
      `${nameOf(path)}: ${String(formOf(section.example, path))}`,
    );
  }
});

test.each(sections)('$title: the section says which event it makes', ({ title, text, example }) => {
  const command = commandOf(example);
  expect(command.type).toBe(title);
  const emits = dispatch(command, (decision) => decision.emits);
  expect([...text.matchAll(/events\.md#(\w+)/g)].map(([, anchor]) => anchor)).toEqual(
    emits.map((type) => type.toLowerCase()),
  );
});
