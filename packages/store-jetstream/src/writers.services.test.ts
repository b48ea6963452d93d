import type { Batch } from '@largesse/core';
import { testServers } from '@largesse/services';
import { either as E } from 'fp-ts';
import { openJetStreamStore } from './index.js';

const APPENDS = 1_500;
const IN_FLIGHT = 64;

const gift = (writer: number, n: number): Batch => ({
  key: `gift-${String(writer)}-${String(n)}`,
  fingerprint: 'a rose',
  events: [
    {
      ...{ type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', data: { n } },
      tags: [`wallet:w${String(n % 50)}`, 'creator:star'],
    },
  ],
  conditions: [{ failIfEventsMatch: { items: [{ types: ['PolicyPublished'] }] }, after: 0 }],
});

test('of three writers with much to write none has to wait for the others to finish', async () => {
  const stream = `WRITERS_${String(process.pid)}`;
  const open = () =>
    openJetStreamStore({ servers: testServers().natsUrl, stream, timeout: 30_000 });
  const stores = await Promise.all([open(), open(), open()]);
  const written = stores.map(() => 0);
  let whenOneWasDone: readonly number[] | undefined;
  await Promise.all(
    stores.map(async (store, writer) => {
      let n = 0;
      const write = async (): Promise<void> => {
        while (n < APPENDS) {
          n += 1;
          const result = await store.append(gift(writer, n))();
          expect(E.isRight(result)).toBe(true);
          written[writer] = (written[writer] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, write));
      whenOneWasDone ??= [...written];
    }),
  );
  expect(written).toEqual(stores.map(() => APPENDS));
  // Without turns, one was done before the others had written more than a group or two.
  expect(Math.min(...(whenOneWasDone ?? []))).toBeGreaterThan(APPENDS / 4);
  await Promise.all(stores.map((store) => store.close()));
});
