import { matches, type NewEvent, type Position, type Query, type Tag } from '@largesse/core';
import fc from 'fast-check';
import { LastSeen } from './last-seen.js';

type Seen = Pick<NewEvent, 'type' | 'tags'>;

const tag = fc.constantFrom<Tag>('wallet:a', 'wallet:b', 'creator:a', 'live:a');
const type = fc.constantFrom('A', 'B', 'C');
const event: fc.Arbitrary<Seen> = fc.record({ type, tags: fc.uniqueArray(tag, { maxLength: 3 }) });
const item = fc.record(
  { types: fc.uniqueArray(type, { maxLength: 2 }), tags: fc.uniqueArray(tag, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const query: fc.Arbitrary<Query> = fc.record({ items: fc.array(item, { maxLength: 3 }) });

const seenFrom = (from: Position, events: readonly Seen[]): LastSeen => {
  const seen = new LastSeen(from);
  events.forEach((each, i) => {
    seen.add(each, from + 1 + i);
  });
  return seen;
};

test('no event that stands after a position is ever denied', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 20 }),
      fc.integer({ min: 0, max: 5 }),
      query,
      fc.integer({ min: 0, max: 25 }),
      (events, from, asked, after) => {
        const stands = events.some((each, i) => from + 1 + i > after && matches(asked, each));
        fc.pre(stands || after < from);
        expect(seenFrom(from, events).mayStandAfter(asked, after)).toBe(true);
      },
    ),
  );
});

describe('what did not come is mostly known', () => {
  const gift = (wallet: number): Seen => ({
    type: 'GiftSent',
    tags: [`wallet:${String(wallet)}`, 'creator:bea', 'live:room-1'],
  });
  const many = Array.from({ length: 5_000 }, (_, i) => gift(i));
  const denied = (asked: (wallet: number) => Query, after: Position): number => {
    const seen = seenFrom(0, many);
    const wallets = Array.from({ length: 1_000 }, (_, i) => 10_000 + i);
    return wallets.filter((wallet) => !seen.mayStandAfter(asked(wallet), after)).length;
  };
  const ofWallet = (wallet: number): Query => ({
    items: [{ types: ['GiftSent'], tags: [`wallet:${String(wallet)}`] }],
  });

  it('of wallets, whoever else sent gifts meanwhile', () => {
    expect(denied(ofWallet, 0)).toBeGreaterThan(900);
  });

  it('of types', () => {
    const published = () => ({ items: [{ types: ['PolicyPublished'] }] });
    expect(denied(published, 0)).toBe(1_000);
  });

  it('of several tags, if one of them came nowhere', () => {
    const both = (wallet: number) => ({
      items: [{ types: ['GiftSent'], tags: ['creator:bea', `wallet:${String(wallet)}`] as const }],
    });
    expect(denied(both, 0)).toBeGreaterThan(900);
  });

  it('of what came before the position', () => {
    expect(denied((wallet) => ofWallet(wallet - 10_000), many.length)).toBe(1_000);
  });

  it('but nothing of what it did not see', () => {
    const seen = seenFrom(0, many);
    seen.missed(6_000);
    expect(seen.mayStandAfter(ofWallet(10_000), 5_999)).toBe(true);
    expect(seen.mayStandAfter(ofWallet(10_000), 6_000)).toBe(false);
  });
});
