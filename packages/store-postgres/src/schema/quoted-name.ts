/**
 * The name of a schema as SQL writes it. Throws a `TypeError` for what is no name: an empty one, one that
 * PostgreSQL would cut off at 63 bytes, one with a NUL, or one that begins with `pg_`, which are the system's.
 */
export const quotedName = (name: string): string => {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > 63 || name.includes('\0') || name.startsWith('pg_')) {
    throw new TypeError(`${JSON.stringify(name)} cannot be the name of a schema`);
  }
  return `"${name.replaceAll('"', '""')}"`;
};
