import type { ContractCheck } from './contract-check.js';
import { during } from './during.js';
import { expectEqual, expectThat } from './expect.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import {
  headOf,
  lookedUp,
  mustAppend,
  outcome,
  readAll,
  withHandles,
  withStore,
} from './store-access.js';

const THREE = [
  sampleEvent('First', ['wallet:ann']),
  sampleEvent('Second', ['wallet:ann', 'creator:bea']),
  sampleEvent('Third'),
] as const;

/** Promise 1, first half: a batch is there whole or not at all. */
export const atomicityChecks: readonly ContractCheck[] = [
  {
    name: 'a batch is recorded whole, in its order, each event with its stamp',
    promise: 1,
    run: (harness) =>
      withStore(harness, async (store) => {
        await mustAppend(store, sampleBatch('before', [sampleEvent('Before')]));
        const { events, repeated } = await mustAppend(store, sampleBatch('three', [...THREE]));
        expectThat(!repeated, 'The first append of a key came back as repeated');
        const [before, ...read] = await readAll(store);
        expectEqual('the events read after an append', read, [...events]);
        expectEqual(
          'what was recorded',
          read.map(({ position: _position, ...rest }) => rest),
          THREE.map((event, index) => ({
            ...event,
            batch: { key: 'three', fingerprint: 'fingerprint of three', index, size: 3 },
          })),
        );
        let last = before?.position ?? 0;
        for (const { position } of read) {
          expectThat(
            Number.isSafeInteger(position),
            `Position ${String(position)} is no safe integer`,
          );
          expectThat(position > last, `Position ${String(position)} follows ${String(last)}`);
          last = position;
        }
        expectEqual('head', await headOf(store), last);
      }),
  },
  {
    name: 'a batch whose condition fails leaves nothing behind',
    promise: 1,
    run: (harness) =>
      withStore(harness, async (store) => {
        await mustAppend(store, sampleBatch('before', [sampleEvent('Before', ['wallet:ann'])]));
        const whole = await readAll(store);
        const condition = { failIfEventsMatch: tagged('wallet:ann'), after: 0 };
        const result = await outcome(store, sampleBatch('three', [...THREE], [condition]));
        expectEqual('the append', result, 'condition_failed');
        expectEqual('the log after a refused append', await readAll(store), whole);
        expectEqual('the refused key, looked up', await lookedUp(store, 'three'), []);
      }),
  },
  {
    name: 'a batch that no store can keep is refused and leaves nothing behind',
    promise: 1,
    run: (harness) =>
      withStore(harness, async (store) => {
        const twoWallets = sampleEvent('Bad', ['wallet:ann', 'creator:bea', 'wallet:cid']);
        const noKind = { ...sampleEvent('Bad'), tags: [':ann' as const] };
        for (const bad of [twoWallets, noKind]) {
          const refused = await outcome(store, sampleBatch('bad', [sampleEvent('Good'), bad])).then(
            (result) => typeof result === 'string',
            () => true,
          );
          expectThat(refused, `An event with the tags ${bad.tags.join(', ')} was appended`);
          expectEqual('the log after it', await readAll(store), []);
          expectEqual('its key, looked up', await lookedUp(store, 'bad'), []);
        }
        await mustAppend(store, sampleBatch('bad', [sampleEvent('Good')]));
      }),
  },
  {
    name: 'no reader sees half a batch while writers race',
    promise: 1,
    run: (harness) =>
      withHandles(harness, async ([store, other]) => {
        const write = async (writer: number): Promise<void> => {
          for (const n of upTo(20)) {
            const key = `${String(writer)}-${String(n)}`;
            await mustAppend(writer % 2 === 0 ? store : other, sampleBatch(key, [...THREE]));
          }
        };
        const look = async (): Promise<void> => {
          const events = await readAll(other);
          const last = events.at(-1)?.batch;
          expectThat(
            events.length % 3 === 0 && (last === undefined || last.index === 2),
            `A reader saw ${String(events.length)} events of batches of three, the last one ${String(last?.index)} of batch ${String(last?.key)}`,
          );
        };
        await during(() => Promise.all(upTo(4).map(write)), look);
        expectEqual('events in the end', (await readAll(store)).length, 240);
      }),
  },
];
