import { StoreFailure, type RecordedEvent } from '@largesse/core';
import { follower, type Followed } from './index.js';

const event = (position: number): RecordedEvent => ({
  ...{ type: 'A', version: 1, at: '2026-03-01T18:00:00.000Z', tags: [], data: null, position },
  batch: { key: String(position), fingerprint: '', index: 0, size: 1 },
});

/** A log whose reads take a turn of the event loop, and fail as often as asked. */
const slowLog = () => {
  const events: RecordedEvent[] = [];
  const waiting = new Set<() => void>();
  let failures = 0;
  let closed = false;
  const wakeAll = () => {
    for (const wake of waiting) wake();
  };
  const followed: Followed = {
    next: async (after) => {
      const found = events.slice(after);
      await new Promise(setImmediate);
      if (failures > 0) {
        failures -= 1;
        throw new Error('the server went away');
      }
      return found.length > 0 ? found : after;
    },
    isClosed: () => closed,
    wait: (wake) => waiting.add(wake),
    stopWaiting: (wake) => waiting.delete(wake),
    patience: 500,
  };
  return {
    followed,
    waiting,
    add: () => {
      events.push(event(events.length + 1));
      wakeAll();
    },
    fail: (times: number) => {
      failures = times;
    },
    close: () => {
      closed = true;
      wakeAll();
    },
  };
};

const seen = ({ done, value }: IteratorResult<readonly RecordedEvent[], undefined>) =>
  done === true ? 'end' : value.map(({ position }) => position);

describe('a follower of a store that is asked over a wire', () => {
  it('waits for nothing once the store is closed', async () => {
    const log = slowLog();
    log.add();
    const wait = jest.spyOn(log.followed, 'wait');
    const events = follower(log.followed, 0);
    expect(seen(await events.next())).toEqual([1]);
    log.close();
    expect(seen(await events.next())).toBe('end');
    expect(seen(await follower(log.followed, 0).next())).toBe('end');
    expect(wait).toHaveBeenCalledTimes(1);
  });

  it('misses nothing that comes while it reads', async () => {
    const log = slowLog();
    const events = follower(log.followed, 0);
    const first = events.next();
    // The read has begun and found nothing; this comes before it is told so.
    log.add();
    expect(seen(await first)).toEqual([1]);
  });

  it('answers what was asked ahead, in order', async () => {
    const log = slowLog();
    const events = follower(log.followed, 0);
    const asked = [events.next(), events.next(), events.next()];
    for (const pulled of asked.slice(0, 2)) {
      log.add();
      await pulled;
    }
    await events.return?.();
    expect((await Promise.all(asked)).map(seen)).toEqual([[1], [2], 'end']);
  });

  it('goes on where it was when a store that failed is there again', async () => {
    const log = slowLog();
    const events = follower(log.followed, 0);
    log.add();
    log.fail(2);
    expect(seen(await events.next())).toEqual([1]);
    log.add();
    expect(seen(await events.next())).toEqual([2]);
  });

  it('fails with a StoreFailure when the store stays away for longer than it has patience', async () => {
    const log = slowLog();
    log.fail(Infinity);
    const asked = follower(log.followed, 0).next();
    await expect(asked).rejects.toThrow(StoreFailure);
    expect(log.waiting.size).toBe(0);
  });

  it('ends at once when it is told to, while it waits, reads or is asked again', async () => {
    const log = slowLog();
    const events = follower(log.followed, 0);
    const reading = events.next();
    await events.return?.();
    expect(seen(await reading)).toBe('end');
    expect(seen(await events.next())).toBe('end');
    expect(log.waiting.size).toBe(0);

    const others = follower({ ...log.followed, next: () => new Promise(() => undefined) }, 0);
    const hanging = others.next();
    await others.return?.();
    expect(seen(await hanging)).toBe('end');
    expect(log.waiting.size).toBe(0);
  });

  it('ends when the store is closed', async () => {
    const log = slowLog();
    const events = follower(log.followed, 0);
    const waiting = events.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    log.close();
    expect(seen(await waiting)).toBe('end');
  });
});
