import { matches, type Query, type RecordedEvent, type Tag } from '@largesse/core';
import { memoryLog, type MemoryLog } from './memory-log.js';

const recorded = (position: number, type: string, tags: readonly Tag[]): RecordedEvent => ({
  type,
  version: 1,
  at: '2026-03-01T18:00:00.000Z',
  tags,
  data: null,
  position,
  batch: { key: String(position), fingerprint: '', index: 0, size: 1 },
});

/** A log whose events are counted as they are looked at. */
const counted = (): { log: MemoryLog; looks: (work: () => unknown) => number } => {
  let looks = 0;
  const events = new Proxy<RecordedEvent[]>([], {
    get: (target, name, receiver): unknown => {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  return {
    log: memoryLog(events),
    looks: (work) => {
      looks = 0;
      work();
      return looks;
    },
  };
};

const GIFTS = 100_000;
const bea: Tag = 'creator:bea';
const withdrawals: Query = { items: [{ types: ['WithdrawalRequested'], tags: [bea] }] };

describe('a log of a hundred thousand gifts to one creator, with three withdrawals', () => {
  const { log, looks } = counted();
  for (let position = 1; position <= GIFTS; position += 1) {
    const type = position % 33_000 === 0 ? 'WithdrawalRequested' : 'GiftSent';
    const wallet: Tag = `wallet:w${String(position % 50_000)}`;
    log.add(recorded(position, type, type === 'GiftSent' ? [wallet, bea] : [bea]));
  }

  const rows: readonly (readonly [string, Query, number, number])[] = [
    ['the withdrawals of the creator', withdrawals, 0, 3],
    ['the withdrawals of anyone', { items: [{ types: ['WithdrawalRequested'] }] }, 0, 3],
    ['the gifts of one wallet', { items: [{ tags: ['wallet:w7'] }] }, 0, 2],
    ['the gifts of one wallet to her', { items: [{ tags: [bea, 'wallet:w7'] }] }, 0, 2],
    ['her last gifts', { items: [{ types: ['GiftSent'], tags: [bea] }] }, GIFTS - 4, 4],
    ['two wallets', { items: [{ tags: ['wallet:w7'] }, { tags: ['wallet:w8'] }] }, 0, 4],
    ['a wallet that is not there', { items: [{ tags: ['wallet:none'] }] }, 0, 0],
  ];
  it.each(rows)('%s cost what they are, not the length of the log', (_, query, after, count) => {
    let found: readonly RecordedEvent[] = [];
    const work = looks(() => {
      found = log.select(query, after, GIFTS, 1_000);
    });
    expect(found).toHaveLength(count);
    expect(found.every((event) => event.position > after && matches(query, event))).toBe(true);
    expect(work).toBeLessThanOrEqual(3 * count + 2);
  });

  it('answers a guard by the ends of its lists', () => {
    const cost = (query: Query, after: number, expected: boolean): number =>
      looks(() => {
        expect(log.hasAfter(query, after)).toBe(expected);
      });
    expect(cost(withdrawals, 99_000, false)).toBeLessThanOrEqual(1);
    expect(cost(withdrawals, 98_999, true)).toBeLessThanOrEqual(1);
    expect(cost({ items: [{ tags: [bea] }] }, 0, true)).toBeLessThanOrEqual(2);
    expect(cost({ items: [{ tags: [bea, 'wallet:w7'] }] }, 50_007, false)).toBeLessThanOrEqual(2);
    expect(cost('all', GIFTS, false)).toBe(0);
  });
});

it('merges a query of many items in order and without doubles', () => {
  const log = memoryLog();
  for (let position = 1; position <= 2_000; position += 1) {
    log.add(recorded(position, 'A', [`wallet:w${String((position * 7) % 100)}`, 'live:room']));
  }
  const items = Array.from({ length: 100 }, (_, n) => ({
    tags: [`wallet:w${String(n)}` as const],
  }));
  const found = log.select({ items: [...items, { types: ['A'] }, ...items] }, 10, 1_990, 5_000);
  expect(found.map(({ position }) => position)).toEqual(
    Array.from({ length: 1_980 }, (_, n) => n + 11),
  );
});
