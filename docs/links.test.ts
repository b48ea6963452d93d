import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages, root } from './test/page.js';

const textOf = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replace(/^```[^]*?^```$/gm, '');

/** The anchors that a renderer of Markdown makes of the headings of a page. */
const anchorsOf = (file: string): readonly string[] =>
  Array.from(textOf(file).matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/&\w+;|[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const isBroken = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return true;
  return anchor !== undefined && !anchorsOf(file).includes(anchor);
};

test.each([...pages().map(({ path }) => path), 'CONTRIBUTING.md'])(
  'every link of %s leads somewhere',
  (page) => {
    const links = Array.from(
      textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g),
      ([, to = '']) => to,
    );
    expect(links.filter((link) => isBroken(page, link))).toEqual([]);
  },
);
