/**
 * Lets one task at a time hold a key, in order of arrival. Commands on one wallet would only
 * make each other's guards fail; in a row each finds the state that the one before left.
 */
export class KeyedLock {
  /** The keys that are held, with those who wait for them. */
  private readonly waiting = new Map<string, (() => void)[] | undefined>();

  /** Resolves when all keys are held; `undefined` if they are at once. */
  acquire(keys: readonly string[]): Promise<void> | undefined {
    const [only] = keys;
    if (keys.length === 1 && only !== undefined) return this.take(only);
    return this.takeAll([...keys].sort());
  }

  release(keys: readonly string[]): void {
    for (const key of keys) {
      const next = this.waiting.get(key)?.shift();
      if (next === undefined) this.waiting.delete(key);
      else next();
    }
  }

  /** In one order for everybody, so that no two tasks wait for each other. */
  private async takeAll(sorted: readonly string[]): Promise<void> {
    for (const key of sorted) await this.take(key);
  }

  private take(key: string): Promise<void> | undefined {
    if (!this.waiting.has(key)) {
      this.waiting.set(key, undefined);
      return undefined;
    }
    return new Promise((resolve) => {
      const queue = this.waiting.get(key);
      if (queue === undefined) this.waiting.set(key, [resolve]);
      else queue.push(resolve);
    });
  }
}
