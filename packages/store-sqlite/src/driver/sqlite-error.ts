/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html. */
const CODES = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_NOTADB: 26,
} as const;

type Code = keyof typeof CODES;

/**
 * Whether a driver threw for one of these reasons. better-sqlite3 and libsql say it by a name in `code`, which
 * may go on (`SQLITE_BUSY_RECOVERY`); `node:sqlite` by a number in `errcode`, with more in its higher bits. Not
 * `instanceof`: where an app's tests run in a realm of their own, a driver throws errors of another.
 */
const isOneOf = (thrown: unknown, ...codes: readonly Code[]): boolean => {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, errcode } = thrown as { readonly code?: unknown; readonly errcode?: unknown };
  if (typeof errcode === 'number') return codes.some((each) => (errcode & 0xff) === CODES[each]);
  return (
    typeof code === 'string' && codes.some((each) => code === each || code.startsWith(`${each}_`))
  );
};

/** Somebody else has the lock that was asked for: nothing was done, and it may be asked for again. */
export const isBusy = (thrown: unknown): boolean => isOneOf(thrown, 'SQLITE_BUSY', 'SQLITE_LOCKED');

/** The file holds something else, or is encrypted. */
export const isNoDatabase = (thrown: unknown): boolean => isOneOf(thrown, 'SQLITE_NOTADB');
