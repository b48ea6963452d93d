import { toStoredText } from '@largesse/store-kit';
import { createHash } from 'node:crypto';

/** An entry of an index holds some 2,700 bytes; four of UTF-8 for each UTF-16 unit are more than enough. */
const LONGEST = 600;

/**
 * The form in which an index keeps a text: itself, or if it is too long for an entry, what stands in
 * for it. Different texts have different forms, as far as SHA-256 has no collisions.
 */
export const indexKey = (text: string): string => {
  const stored = toStoredText(text);
  if (stored.length <= LONGEST) return stored;
  // Stored texts have no backslash before an x, so that none looks like this.
  return `\\x${createHash('sha256').update(stored).digest('hex')}`;
};
