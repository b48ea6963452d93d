import { commandCodecs } from '@largesse/domain';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The rows of the page, in its order. */
const rows = [
  ...readFileSync(join(__dirname, 'refusals.md'), 'utf8').matchAll(/^\| `([a-z_]+)` +\| (\w+)/gm),
].map(([, code = '', command = '']) => ({ code, command }));

const domain = join(__dirname, '../../packages/domain/src');
const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(join(domain, file), 'utf8') }));

const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\brefuse\(\s*'([a-z_]+)'/g)].map(([, code = '']) => code);

/** The codes in the file of a command's decision, or in those beside it that it takes them from. */
const codesOf = (command: string): readonly string[] => {
  const name = command.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const its = sources.find(({ file }) => file.endsWith(`/${name}.ts`));
  const own = codesIn(its?.text ?? '');
  if (own.length > 0 || its === undefined) return own;
  const beside = [...its.text.matchAll(/from '\.\/([\w-]+)\.js'/g)].map(([, other = '']) =>
    join(dirname(its.file), `${other}.ts`),
  );
  return sources.filter(({ file }) => beside.includes(file)).flatMap(({ text }) => codesIn(text));
};

test.each(Object.keys(commandCodecs))('the rules of %s are those of its decision', (command) => {
  const listed = rows.filter((row) => row.command === command).map(({ code }) => code);
  expect(listed).toEqual(codesOf(command));
  expect(listed.length).toBeGreaterThan(0);
});

test('no code of the sources is missing, and none is made up', () => {
  const used = new Set(sources.flatMap(({ text }) => codesIn(text)));
  expect(new Set(rows.map(({ code }) => code))).toEqual(new Set([...used, 'command_id_reused']));
  const calls = sources.flatMap(({ text }) => text.match(/\brefuse\(/g) ?? []).length;
  expect(sources.flatMap(({ text }) => codesIn(text))).toHaveLength(calls);
});
