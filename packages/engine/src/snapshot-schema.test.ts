import type { Projection } from '@largesse/core';
import { giftingEvents, wallet, type GiftingEvent } from '@largesse/domain';
import { snapshotSchema } from './snapshot-schema.js';

const schema = (projection: Projection<unknown, GiftingEvent>, codec = giftingEvents): string =>
  snapshotSchema(projection, codec);

const base: Projection<unknown, GiftingEvent> = {
  name: 'count',
  version: 1,
  types: ['GiftSent'],
  tags: () => [],
  keyOf: () => '',
  initial: () => ({ n: 0n }),
  apply: () => undefined,
};

describe('The schema of a snapshot', () => {
  it('says what made it, for people too', () => {
    expect(schema(wallet)).toMatch(/^1 "wallet" 1 CoinsPurchased,GiftSent [0-9a-f]{32}$/);
  });

  it('is the same for the same code, whichever object it comes in', () => {
    expect(schema({ ...base })).toBe(schema(base));
  });

  const step = 2n;
  it.each<readonly [string, Partial<typeof base>]>([
    ['name', { name: 'other' }],
    ['version', { version: 2 }],
    ['types', { types: ['GiftSent', 'CoinsPurchased'] }],
    ['tags', { tags: (key) => [`wallet:${key}`] }],
    ['keys', { keyOf: ({ at }) => at }],
    ['source of the initial state', { initial: () => 0n }],
    ['recipe', { apply: (draft) => void Object.assign(draft, { n: 1n }) }],
  ])('is another with another %s', (_, change) => {
    expect(schema({ ...base, ...change })).not.toBe(schema(base));
  });

  it('is another if the same source makes another initial state', () => {
    const from = (start: bigint) => ({ ...base, initial: () => ({ n: start }) });
    expect(schema(from(step))).not.toBe(schema(from(3n)));
    expect(schema(from(step))).toBe(schema(from(step)));
  });

  it('is another if the codec reads one of its events otherwise, and only then', () => {
    const later = (changed: string) => ({
      ...giftingEvents,
      schema: (type: GiftingEvent['type']) =>
        `${giftingEvents.schema(type)}${type === changed ? ' more' : ''}`,
    });
    expect(schema(base, later('GiftSent'))).not.toBe(schema(base));
    expect(schema(base, later('CoinsPurchased'))).toBe(schema(base));
  });
});
