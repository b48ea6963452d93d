import { renameSync, rmSync } from 'node:fs';
import { folder } from '../../test/folder.js';
import { TextFile } from './text-file.js';

const { at, put, read } = folder();

const open = (name: string): Promise<TextFile> => TextFile.open(at(name), 'list', 'list\n');

/** More than is held back before it goes to the disk. */
const much = (letter: string): string => `${letter.repeat(100_000)}\n`;

test('of two that write one file the one that began last goes on, and the other is told', async () => {
  const first = await open('both');
  await first.begin('list\n');
  await first.write(much('a'));
  const second = await open('both');
  await second.begin('list\n');
  await expect(first.write(much('a'))).rejects.toThrow('another command writes to it, too');
  await second.write(much('b'));
  await first.write(much('a'));
  await first.close();
  await second.close();
  expect([first.isWhole, second.isWhole]).toEqual([false, true]);
  expect(read('both')).toBe(`list\n${much('b')}`);
});

test('what another one wrote behind the end is found when the file is closed', async () => {
  const file = await open('longer');
  await file.begin('list\n');
  await file.write(much('a'));
  put('longer', `list\n${much('a')}more\n`);
  await expect(file.close()).rejects.toThrow('another command writes to it, too');
  expect(file.isWhole).toBe(false);
});

test('a file that is written on may have grown before, and characters may be of several bytes', async () => {
  put('grown', 'list\none\ntorn');
  const file = await open('grown');
  await file.cut(9);
  await file.write('zwölf 🌹\n');
  await file.write(much('ö'));
  await file.write('end\n');
  await file.close();
  expect(read('grown')).toBe(`list\none\nzwölf 🌹\n${much('ö')}end\n`);
});

test.each(['removed', 'replaced'])(
  'a file that is %s meanwhile is not written, and that is said',
  async (name) => {
    const file = await open(name);
    await file.begin('list\n');
    if (name === 'removed') rmSync(at(name));
    else renameSync(put('other', 'other'), at(name));
    await expect(file.close()).rejects.toThrow('was removed or replaced while it was written');
    expect(file.isWhole).toBe(false);
  },
);
