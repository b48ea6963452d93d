import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCENARIOS = join(__dirname, '../../../examples/scenarios');

/** The way to a file of `examples/scenarios`. */
export const scenario = (name: string): string => join(SCENARIOS, name);

/** A folder for the files of one test file, which are gone after it. */
export const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'largesse-cli-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    read: (name: string): string => readFileSync(at(name), 'utf8'),
    /** Writes a file and says where it is. */
    put: (name: string, content: string | Uint8Array): string => {
      writeFileSync(at(name), content);
      return at(name);
    },
    /** Makes a named pipe and says where it is. */
    pipe: (name: string): string => {
      execFileSync('mkfifo', [at(name)]);
      return at(name);
    },
  };
};

/** The lines of a given file, each without its line feed. */
export const linesOf = (path: string): readonly string[] =>
  readFileSync(path, 'utf8').trimEnd().split('\n');
