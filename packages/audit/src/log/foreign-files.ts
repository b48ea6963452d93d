/** First bytes of files that people really give where text is expected, and what they mean. */
export const FOREIGN_FILES: readonly (readonly [RegExp, string])[] = [
  [/^\x1f\x8b/, 'it is compressed with gzip; decompress it first'],
  [/^\x28\xb5\x2f\xfd/, 'it is compressed with zstd; decompress it first'],
  [/^\xfd7zXZ/, 'it is compressed with xz; decompress it first'],
  [/^PK\x03\x04/, 'it is a zip archive; extract it first'],
  [/^SQLite format 3/, 'it is a SQLite file; a store in one is named sqlite:FILE'],
];
