import { TextFile } from './text-file.js';

/** The beginning of every log file, of this and other versions. */
export const LOG_BEGINNING = '{"format":"largesse-log"';

/** Opens a file that a log goes into: a new one, or one that holds a log. Any other stays untouched. */
export const openLogFile = (path: string): Promise<TextFile> =>
  TextFile.open(path, 'Largesse log', LOG_BEGINNING);
