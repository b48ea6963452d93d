import { open } from 'node:fs/promises';
import { fileFailure } from '../failure.js';
import { LOG_BEGINNING } from '../output/log-file.js';

/** No end line is longer. */
const END_BYTES = 256;

/**
 * Whether a log in a file ends as one does that was closed; undefined for what is no log. A look at its last bytes,
 * so that a log that was cut is refused before anything of it is imported. Not for a pipe: what is looked at is gone.
 */
export const endsWithEndLine = async (path: string): Promise<boolean | undefined> => {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const start = await file.read(Buffer.alloc(LOG_BEGINNING.length), 0, LOG_BEGINNING.length, 0);
      if (start.buffer.toString() !== LOG_BEGINNING) return undefined;
      const at = Math.max(0, size - END_BYTES);
      const { bytesRead, buffer } = await file.read(Buffer.alloc(END_BYTES), 0, END_BYTES, at);
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
      return lines.at(-1) === '' && lines.at(-2)?.startsWith('{"end":') === true;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw fileFailure('read', path, thrown);
  }
};
