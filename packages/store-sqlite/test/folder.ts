import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** New files in a folder of their own; `remove` takes all of it away. */
export const temporaryFiles = (): { readonly file: () => string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'largesse-sqlite-'));
  let count = 0;
  return {
    file: () => join(folder, `${String((count += 1))}.db`),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
};
