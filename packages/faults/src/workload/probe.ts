import type { Batch, NewEvent, Position, RecordedEvent } from '@largesse/core';
import { canonicalJson } from '@largesse/domain';
import { hash } from 'node:crypto';
import { Dice } from '../dice.js';
import type { Place } from './planned-command.js';
import { AT } from './world.js';

/**
 * Commands of the domain make one event each, so that half a batch could never show. Probes are
 * batches of several events in the same log, of a type that no rule knows, each under a guard that
 * stands in its data: the log itself shows whether the guard was kept.
 */
const PROBE = 'FaultProbe';
const CHAINS = ['p1', 'p2', 'a.b'] as const;

/** A link of a chain: nothing of the chain stands between `after` and the link. */
export interface ProbeLink {
  readonly chain: string;
  readonly after: Position;
}

/** The chain of probes that a writer goes on with. */
export const chainOf = ({ seed, author, number }: Place): string =>
  new Dice(seed, 'probe', author, number).pick(...CHAINS);

/** What finds the events of a chain. */
export const chainQuery = (chain: string) =>
  ({ items: [{ types: [PROBE], tags: [`probe:${chain}`] }] }) as const;

/** A batch of two to five events that goes on with a chain after its last known position. */
export const plannedProbe = (place: Place, after: Position): Batch => {
  const { seed, author, number } = place;
  const dice = new Dice(seed, 'probe size', author, number);
  const chain = chainOf(place);
  const event = (index: number): NewEvent => ({
    type: PROBE,
    version: 1,
    at: AT,
    tags: [`probe:${chain}`, `creator:${dice.pick('bea', 'nobody')}`],
    data: { chain, after, index, note: 'x'.repeat(dice.roll(600)) },
  });
  const [first, ...more] = Array.from({ length: dice.between(2, 5) }, (_, index) => event(index));
  if (first === undefined) throw new TypeError('A probe has events');
  const key = `${author}-probe-${String(number)}`;
  return {
    key,
    fingerprint: hash('sha256', canonicalJson({ key, events: [first, ...more] })),
    events: [first, ...more],
    conditions: [{ failIfEventsMatch: chainQuery(chain), after }],
  };
};

export const isProbe = ({ type }: Pick<NewEvent, 'type'>): boolean => type === PROBE;

/** The link that a probe's event tells of; undefined for what is none. */
export const linkOf = ({ type, data }: RecordedEvent): ProbeLink | undefined => {
  if (type !== PROBE || typeof data !== 'object' || data === null) return undefined;
  if (!('chain' in data) || !('after' in data)) return undefined;
  const { chain, after } = data;
  return typeof chain === 'string' && typeof after === 'number' ? { chain, after } : undefined;
};
