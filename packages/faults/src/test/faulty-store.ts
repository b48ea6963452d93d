import { ALL, type Batch, type EventStore, type Query, type RecordedEvent } from '@largesse/core';
import { createMemoryStore } from '@largesse/store-memory';
import { either as E, option as O } from 'fp-ts';
import { isProbe } from '../workload/probe.js';

/** How a store may deceive. */
export type Deceit = 'none' | 'lossy' | 'doubling' | 'halving' | 'unguarded' | 'late';

/** Every so many appends the store does what it must not. */
const EVERY = 7;

/** A store that keeps its contract most of the time; what it does otherwise it does not say. */
export const faultyStore = (deceit: Deceit): EventStore => {
  const inner = createMemoryStore();
  const gone = new Set<number>();
  let appends = 0;
  const shown = (events: readonly RecordedEvent[]): readonly RecordedEvent[] =>
    events
      .filter(({ position }) => !gone.has(position))
      .map((event) => ({ ...event, batch: { ...event.batch, key: trueKey(event.batch.key) } }));
  async function* filtered(query: Query, batches: AsyncIterable<readonly RecordedEvent[]>) {
    // Who asks for a chain of probes finds it empty, and goes on with it from its start.
    const blind = deceit === 'unguarded' && query !== ALL;
    for await (const events of batches) {
      const visible = shown(events).filter((event) => !blind || !isProbe(event));
      if (visible.length > 0) yield visible;
    }
  }

  const append = async (batch: Batch) => {
    appends += 1;
    const strikes = appends % EVERY === 0;
    // Not those of commands: no engine could go on with a wallet below zero.
    const drops = deceit === 'unguarded' && batch.events.every(isProbe);
    const conditions = drops ? [] : batch.conditions;
    const result = await inner.append({ ...batch, conditions })();
    if (!strikes || E.isLeft(result) || result.right.repeated) return result;
    const { events } = result.right;
    if (deceit === 'lossy') for (const { position } of events) gone.add(position);
    if (deceit === 'halving' && events.length > 1) gone.add(events.at(-1)?.position ?? 0);
    if (deceit === 'doubling')
      await inner.append({ ...batch, key: `${batch.key}${TWIN}`, conditions: [] })();
    if (deceit === 'late') return E.left({ code: 'condition_failed' } as const);
    return result;
  };

  return {
    ...inner,
    append: (batch) => () => append(batch),
    // Who asks for a key is told what stands, but for one that records late.
    lookup: (key) => () =>
      deceit === 'late' ? Promise.resolve(E.right(O.none)) : inner.lookup(key)(),
    read: (query, range) => filtered(query, inner.read(query, range)),
  };
};

const TWIN = '#twin';
const trueKey = (key: string): string => key.replace(TWIN, '');
