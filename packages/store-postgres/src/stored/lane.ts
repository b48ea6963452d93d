/**
 * A number of 53 bits for a text, spread evenly (cyrb53, by bryc, public domain). Two texts may have one,
 * rarely: whoever goes by it compares the texts as well. It is stored, so it never changes.
 */
export const hashOf = (text: string): number => {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return HIGH * (b & 0x1fffff) + (a >>> 0);
};

const HIGH = 0x1_0000_0000;

/** The lane of the events of one type that carry one tag, from the hashes of both: their xor, which SQL can compute too. */
export const laneOf = (type: number, tag: number): number =>
  HIGH * (Math.trunc(type / HIGH) ^ Math.trunc(tag / HIGH)) + ((type ^ tag) >>> 0);

/** `hashOf` for the few texts that come again and again, as types do. */
export const rememberedHashes = (): ((text: string) => number) => {
  const known = new Map<string, number>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const hash = hashOf(text);
    if (known.size < 1_000) known.set(text, hash);
    return hash;
  };
};

/** A row holds events of one lane that stand within so many positions; also in SQL, see `sql/tables.ts`. */
export const LANE_SPAN = 100;
