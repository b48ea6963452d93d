import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A part of a reference page, under a heading of the second level. */
export interface Section {
  readonly title: string;
  readonly text: string;
  /** The first block of JSON; null if there is none. */
  readonly example: unknown;
  /** The cells of each row of each table, plain, without head lines. */
  readonly tables: readonly (readonly (readonly string[])[])[];
}

/** The parts of a page of this folder, in their order. */
export const sectionsOf = (page: string): readonly Section[] =>
  readFileSync(join(__dirname, page), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((text) => ({
      title: text.slice(0, text.indexOf('\n')),
      text,
      example: JSON.parse(/^```json\n([^]*?)^```/m.exec(text)?.[1] ?? 'null') as unknown,
      tables: [...text.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => rowsOf(table)),
    }));

const rowsOf = (table: string): readonly (readonly string[])[] =>
  table
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(plain),
    );

/** A cell without the marks of code and the escapes of Markdown. */
const plain = (cell: string): string => cell.trim().replace(/\\(.)/g, '$1').replaceAll('`', '');

type Path = readonly string[];

/** The way to each named field of a value; `0` is the first of a list. */
export const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => {
        const here = [...path, name];
        return Array.isArray(value) ? pathsOf(inner, here) : [here, ...pathsOf(inner, here)];
      });

/** A path as the tables write it: `policy.gifts[].coins`. */
export const nameOf = (path: Path): string => path.join('.').replaceAll(/\.0(?=\.|$)/g, '[]');

/** A copy of a value with `null` at a path: no field of a command or an event takes that. */
export const broken = (value: unknown, path: Path): unknown => {
  const copy: unknown = structuredClone(value);
  const owner = path
    .slice(0, -1)
    .reduce<unknown>((at, step) => Reflect.get(at as object, step), copy);
  Reflect.set(owner as object, String(path.at(-1)), null);
  return copy;
};

/** What a codec's message says that the form of a field is. */
export const formIn = (message: string): string | undefined =>
  /: expected (.*?)(?:, got null)?$/.exec(message)?.[1];
