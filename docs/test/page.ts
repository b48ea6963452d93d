import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '../..');

/** A fenced block of a page. */
export interface Block {
  /** What follows the fence: `ts`, `ts no-run`, `sh`, `text`, … */
  readonly info: string;
  readonly text: string;
  /** Of the block's first line of text in its page, counted from 0. */
  readonly line: number;
}

/** A Markdown file by its path from the root, with its fenced blocks. */
export interface Page {
  readonly path: string;
  readonly blocks: readonly Block[];
}

export const readPage = (path: string): Page => {
  const text = readFileSync(join(root, path), 'utf8');
  const blocks = Array.from(text.matchAll(/^```(\S[^\n]*)\n(.*?)^```$/gms), (found): Block => {
    const [, info = '', inner = ''] = found;
    return { info: info.trim(), text: inner, line: text.slice(0, found.index).split('\n').length };
  });
  return { path, blocks };
};

/** Every page that shows code: the README files and all of docs. */
export const pages = (): readonly Page[] => {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => `docs/${file}`);
  const readmes = readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}/README.md`)
    .filter((file) => existsSync(join(root, file)));
  return ['README.md', ...docs, ...readmes].map(readPage);
};
