/**
 * The last entries of a map that would hold too much, by when they were last written. Tells whoever wants to
 * know of each entry that it drops.
 */
export class RecentMap<K, V> {
  private readonly entries = new Map<K, Entry<V>>();
  /**
   * Every writing, in order. That of an entry that was written again or deleted is left where it is until its turn
   * comes. The order of the map itself would do, but to find its first entry it walks over all that were deleted.
   */
  private writings: Writing<K, V>[] = [];
  private oldest = 0;

  constructor(
    private most: number,
    private readonly dropped: (key: K, value: V) => void = () => undefined,
  ) {}

  /** What is under a key. It stays where it is in the order. */
  get(key: K): V | undefined {
    return this.entries.get(key)?.value;
  }

  has(key: K): boolean {
    return this.entries.has(key);
  }

  /** Holds at least so many from now on. */
  makeRoom(most: number): void {
    this.most = Math.max(this.most, most);
  }

  /** Puts the newest entry; the oldest goes if there are too many. */
  set(key: K, value: V): void {
    const entry = { value };
    this.entries.set(key, entry);
    this.writings.push({ key, entry });
    while (this.entries.size > this.most) this.drop();
    if (this.writings.length > 2 * this.entries.size + 64) this.tidy();
  }

  delete(key: K): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.writings = [];
    this.oldest = 0;
  }

  /** Drops the oldest entry, if the oldest writing is still one. */
  private drop(): void {
    const oldest = this.writings[this.oldest];
    this.oldest += 1;
    if (oldest === undefined || !this.holds(oldest)) return;
    this.entries.delete(oldest.key);
    this.dropped(oldest.key, oldest.entry.value);
  }

  /** Forgets the writings that say nothing any more: seldom, so that it costs little a writing. */
  private tidy(): void {
    this.writings = this.writings.slice(this.oldest).filter((writing) => this.holds(writing));
    this.oldest = 0;
  }

  private holds({ key, entry }: Writing<K, V>): boolean {
    return this.entries.get(key) === entry;
  }
}

interface Entry<V> {
  readonly value: V;
}

interface Writing<K, V> {
  readonly key: K;
  readonly entry: Entry<V>;
}
