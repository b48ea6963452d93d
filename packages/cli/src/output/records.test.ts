import { existsSync, linkSync, readFileSync, symlinkSync } from 'node:fs';
import { folder, scenario } from '../../test/folder.js';
import { largesse } from '../../test/largesse.js';

const { at, put, read } = folder();

const rules = scenario('rules.jsonl');
const refused = async (args: readonly string[], message: string): Promise<void> => {
  const { status, out, err } = await largesse('run', ...args);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
};

test('a scenario that cannot be read is named, and no output is begun', async () => {
  await refused(
    [at('missing'), '--log', at('new')],
    `cannot read ${at('missing')}: there is no such`,
  );
  await refused([at('.')], 'it is a folder');
  await refused([`${rules}/below`], 'a part of the path is no folder');
  await refused([''], 'cannot read a file without a name');
  expect(existsSync(at('new'))).toBe(false);
});

test('an output that cannot be made is named', async () => {
  await refused([rules, '--log', at('no-folder/log')], 'there is no such folder; make it first');
  await refused([rules, '--log', at('.')], 'it is a folder');
  await refused([rules, '--log', `${put('file', '')}/log`], 'a part of the path is no folder');
  await refused([rules, '--rejections', ''], 'cannot write a file without a name');
  await refused([rules, '--log', '-'], 'go into files');
});

test('scenario, log and rejections are three files', async () => {
  const own = put('own.jsonl', readFileSync(rules, 'utf8'));
  await refused([own, '--log', own], 'three different files');
  await refused([own, '--log', at('./x/../own.jsonl')], 'three different files');
  await refused([own, '--log', at('one'), '--rejections', at('one')], 'three different files');
  expect(read('own.jsonl')).toBe(readFileSync(rules, 'utf8'));
});

test('a link does not hide that two outputs are one file', async () => {
  symlinkSync(at('target'), at('link-1'));
  symlinkSync(at('target'), at('link-2'));
  await refused([rules, '--log', at('link-1'), '--rejections', at('link-2')], 'the same file');
});

test('a link does not hide the scenario', async () => {
  const own = put('linked.jsonl', readFileSync(rules, 'utf8'));
  symlinkSync(own, at('symbolic'));
  linkSync(own, at('hard'));
  await refused([own, '--log', at('symbolic')], 'stays as it is');
  await refused([own, '--log', at('hard')], 'stays as it is');
  expect(read('linked.jsonl')).toBe(readFileSync(rules, 'utf8'));
});

test('a file of another kind stays as it is', async () => {
  const notes = put('notes.txt', 'my notes\n');
  await refused([rules, '--log', notes], 'exists and is no Largesse log');
  await refused([rules, '--rejections', notes], 'exists and is no list of rejections');
  expect(read('notes.txt')).toBe('my notes\n');
});

test('an earlier log stays when the rejections cannot be written', async () => {
  await largesse('run', rules, '--log', at('earlier'));
  const before = read('earlier');
  await refused([rules, '--log', at('earlier'), '--rejections', put('other', 'x')], 'stays');
  expect(read('earlier')).toBe(before);
});

test('an earlier log and earlier rejections are written anew', async () => {
  const outputs = ['--log', at('log'), '--rejections', at('no')];
  const text = readFileSync(rules, 'utf8');
  const others = text.replaceAll('"commandId":"', '"commandId":"other-');
  await largesse('run', put('longer', text + others), ...outputs);
  await largesse('run', rules, ...outputs);
  const expected = scenario('rules.balances.csv');
  expect((await largesse('verify', at('log'), '--expect', expected)).status).toBe(0);
  expect(read('no')).toBe(readFileSync(scenario('rules.rejections.csv'), 'utf8'));
});

test('/dev/null takes both', async () => {
  const { status } = await largesse(
    'run',
    rules,
    '--log',
    '/dev/null',
    '--rejections',
    '/dev/null',
  );
  expect(status).toBe(0);
});

test.each([
  ['--log', 'evening.jsonl'],
  ['--log', 'rules.jsonl'],
  ['--rejections', 'rules.jsonl'],
])('a full disk under %s of %s is told once', async (option, name) => {
  const { status, out, err } = await largesse('run', scenario(name), option, '/dev/full');
  const message = 'largesse: cannot write /dev/full: the disk is full\n';
  expect(out).not.toContain('written');
  expect({ status, err }).toEqual({ status: 2, err: message });
});

test('where the log cannot be written, the rejections are still whole', async () => {
  await largesse('run', rules, '--log', '/dev/full', '--rejections', at('whole'));
  expect(read('whole')).toBe(readFileSync(scenario('rules.rejections.csv'), 'utf8'));
});
