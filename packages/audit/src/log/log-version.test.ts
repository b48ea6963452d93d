import type { EventCodec, Json } from '@largesse/core';
import { giftingEvents, type GiftingEvent } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { evening } from '../../test/evening.js';
import { chunks, linesOf, readAll, record, rehash } from '../../test/log-support.js';
import { foldLog } from '../balances/fold-log.js';
import { logWriter } from './log-writer.js';
import { readLog } from './read-log.js';

/** The codec of a later Largesse, in which gifts have version 2: `share` was called `earned`. */
const later: EventCodec<GiftingEvent> = {
  encode: (event) => {
    const encoded = giftingEvents.encode(event);
    return event.type === 'GiftSent' ? { ...encoded, version: 2 } : encoded;
  },
  decode: (recorded) => {
    if (recorded.type !== 'GiftSent') return giftingEvents.decode(recorded);
    const data = recorded.version === 1 ? renamed(recorded.data) : recorded.data;
    return giftingEvents.decode({ ...recorded, version: 1, data });
  },
  schema: (type) => giftingEvents.schema(type),
};

const renamed = (data: Json): Json =>
  JSON.parse(JSON.stringify(data).replace('"earned"', '"share"')) as Json;

const older = record(evening).map((event) =>
  event.type === 'GiftSent'
    ? {
        ...event,
        data: JSON.parse(JSON.stringify(event.data).replace('"share"', '"earned"')) as Json,
      }
    : event,
);

test('an event of an older version keeps its version and data, its fields sorted', async () => {
  const writer = logWriter(later);
  const log = writer.header() + writer.events(older) + writer.end();
  const gift = linesOf(log)[3] ?? '';
  expect(gift).toContain('"type":"GiftSent","version":1');
  expect(gift).toContain(
    '"data":{"coins":"500","commission":"555500","context":{"id":"room-1","kind":"live"},"creatorId":',
  );
  const { lines, damage } = await readAll(log, { codec: later });
  expect(damage).toBeUndefined();
  const { books } = await foldLog(readLog(chunks(log), { codec: later }));
  expect(books.creators.states.get('bea')?.state.paid.USD).toBe(25n);
  expect(lines).toHaveLength(11);
});

test('a log written when that version was the newest has its fields in the order of its day', async () => {
  const writer = logWriter();
  const lines = linesOf(writer.header() + writer.events(record(evening)) + writer.end());
  const old = rehash(lines.map((line) => line.replace('"share"', '"earned"')));
  const { damage } = await readAll(old, { codec: later });
  expect(damage).toBeUndefined();
  const wide = rehash(lines.map((line) => line.replace('"share":', '"earned": ')));
  expect((await readAll(wide, { codec: later })).damage?.code).toBe('not_canonical');
});

test('an event of a newer version is refused with the advice to update', async () => {
  const writer = logWriter(later);
  const newer = record(evening).map((e) => (e.type === 'GiftSent' ? { ...e, version: 2 } : e));
  const { damage } = await readAll(writer.header() + writer.events(newer));
  expect(damage).toMatchObject({ code: 'unknown_event', line: 4 });
  expect(damage?.reason).toContain('use a newer Largesse');
  expect(E.isLeft(giftingEvents.decode({ type: 'GiftSent', version: 2, at: '', data: {} }))).toBe(
    true,
  );
});
