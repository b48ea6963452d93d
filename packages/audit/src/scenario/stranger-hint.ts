import { FOREIGN_FILES } from '../log/foreign-files.js';

/** Each first bytes that people really try instead of a scenario, and what they mean. */
const STRANGERS: readonly (readonly [RegExp, string])[] = [
  ...FOREIGN_FILES,
  [/^(?:\xff\xfe|\xfe\xff)/, 'it is UTF-16; save it as UTF-8'],
  [
    /^\{"format":"largesse-log"/,
    'it is an event log, which a run writes; verify it, or print its balances',
  ],
  [/^account,asset,amount\r?$/, 'it is a file of balances'],
  [/^commandId,code\r?$/, 'it is a list of rejections'],
  [
    /^\s*\[/,
    'it begins with a list; a scenario has one command a line, and no brackets around them',
  ],
  [/^\s*\{\s*$/, 'its JSON is spread over lines; a scenario has one command a line'],
];

/** What else a file is whose first line is not of a scenario; nothing if it may be one. */
export const strangerHint = (firstLine: Buffer): string | undefined => {
  const start = firstLine.toString('latin1', 0, 80);
  return STRANGERS.find(([pattern]) => pattern.test(start))?.[1];
};
