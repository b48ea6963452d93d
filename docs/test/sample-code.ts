import { join } from 'node:path';
import { root, type Block, type Page } from './page.js';

/** Samples are compiled and run as if they stood here, so that they import what examples can. */
export const home = join(root, 'examples/src');

/** Whether a block is TypeScript. */
export const isCode = ({ info }: Block): boolean => /^ts\b/.test(info);

/** Whether a block is TypeScript that runs: all is, unless its fence says `ts no-run`. */
export const runs = (block: Block): boolean => isCode(block) && block.info !== 'ts no-run';

/**
 * The TypeScript of a page as one module, since its blocks build on each other. Every line has
 * the number that it has in the page.
 */
export const moduleOf = (
  { blocks }: Page,
  wanted: (block: Block) => boolean = isCode,
  before: (index: number) => string = () => '',
): string => {
  const lines: string[] = [];
  for (const [index, block] of blocks.entries()) {
    if (!wanted(block)) continue;
    while (lines.length < block.line) lines.push('');
    const [first = '', ...rest] = block.text.trimEnd().split('\n');
    lines.push(before(index) + first, ...rest);
  }
  return [...lines, 'export {};', ''].join('\n');
};
