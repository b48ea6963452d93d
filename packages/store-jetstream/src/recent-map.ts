/**
 * The last entries of a map that would hold too much, by when they were last written or asked for.
 * Tells whoever wants to know of each entry that it drops.
 */
export class RecentMap<K, V> {
  private readonly entries = new Map<K, V>();

  constructor(
    private most: number,
    private readonly dropped: (key: K, value: V) => void = () => undefined,
  ) {}

  /** What is under a key. It stays where it is in the order. */
  get(key: K): V | undefined {
    return this.entries.get(key);
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
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.most) return;
    for (const [oldest, old] of this.entries) {
      this.entries.delete(oldest);
      this.dropped(oldest, old);
      break;
    }
  }

  delete(key: K): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
