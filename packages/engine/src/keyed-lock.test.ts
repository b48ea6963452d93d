import * as fc from 'fast-check';
import { KeyedLock } from './keyed-lock.js';

describe('A keyed lock', () => {
  it('lets one task at a time hold a key, in order of arrival, and never deadlocks', async () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(keys, { maxLength: 20 }), async (tasks) => {
        const lock = new KeyedLock();
        const held = new Set<string>();
        let done = 0;
        await Promise.all(
          tasks.map(async (wanted) => {
            await lock.acquire(wanted);
            for (const key of wanted) {
              expect(held.has(key)).toBe(false);
              held.add(key);
            }
            await Promise.resolve();
            for (const key of wanted) held.delete(key);
            lock.release(wanted);
            done += 1;
          }),
        );
        expect(done).toBe(tasks.length);
      }),
    );
  });

  it('makes nobody wait for a key that is free', () => {
    const lock = new KeyedLock();
    expect(lock.acquire(['a'])).toBeUndefined();
    expect(lock.acquire(['b'])).toBeUndefined();
    expect(lock.acquire(['a'])).toBeInstanceOf(Promise);
    lock.release(['b']);
    expect(lock.acquire(['b'])).toBeUndefined();
  });
});
