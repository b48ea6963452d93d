/** A bit for each of so many hashes: 16 MiB, however long the log is. */
const BITS = 2 ** 27;

/**
 * Which keys may have come before. A set of all keys would be exact, and larger than memory for a long log; here two
 * keys may share a bit, so that a yes is no more than a reason to ask the store.
 */
export class SeenKeys {
  private readonly bits = new Uint8Array(BITS / 8);

  /** Whether the key may have come before. From now on it has. */
  add(key: string): boolean {
    const bit = hashOf(key) % BITS;
    const [at, mask] = [bit >>> 3, 1 << (bit & 7)];
    const byte = this.bits[at] ?? 0;
    this.bits[at] = byte | mask;
    return (byte & mask) !== 0;
  }
}

/** FNV-1a over the code units, with the upper bits folded in. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
};
