import { START, type EventStore, type RecordedEvent, type Tag } from '@largesse/core';
import type { ContractCheck } from './contract-check.js';
import { during } from './during.js';
import { expectEqual, expectThat } from './expect.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import { headOf, lookedUp, mustAppend, positionsOf, readAll, withHandles } from './store-access.js';

const WRITERS = 6;
const APPENDS = 40;

/** Several writers on all handles; resolves when the last is done. */
const write = async (handles: readonly [EventStore, EventStore]): Promise<void> => {
  await Promise.all(
    upTo(WRITERS).map(async (writer) => {
      const tag: Tag = `writer:${String(writer % 2)}`;
      for (const n of upTo(APPENDS)) {
        const events = [sampleEvent('A', [tag]), sampleEvent('B')] as const;
        const batch = sampleBatch(`${String(writer)}-${String(n)}`, [...events]);
        await mustAppend(handles[writer % 2 === 0 ? 0 : 1], batch);
      }
    }),
  );
};

/** Promise 2: who has read up to p never later finds a new event at or below p. */
export const orderChecks: readonly ContractCheck[] = [
  {
    name: 'a reader that goes on from its last position while writers race misses nothing',
    promise: 2,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        const readers = (['all', tagged('writer:1')] as const).flatMap((query) =>
          handles.map((handle) => ({ query, handle, seen: new Array<RecordedEvent>() })),
        );
        await during(
          () => write(handles),
          async () => {
            for (const { query, handle, seen } of readers) {
              seen.push(
                ...(await readAll(handle, query, { after: seen.at(-1)?.position ?? START })),
              );
            }
          },
        );
        for (const { query, seen } of readers) {
          const final = await readAll(handles[0], query);
          expectEqual('what a polling reader saw', positionsOf(seen), positionsOf(final));
        }
      }),
  },
  {
    name: 'what a read up to the head shows stays as it is',
    promise: 2,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        const shown: { upTo: number; positions: readonly number[] }[] = [];
        await during(
          () => write(handles),
          async () => {
            const head = await headOf(handles[1]);
            const events = await readAll(handles[1], 'all', { upTo: head });
            shown.push({ upTo: head, positions: positionsOf(events) });
          },
        );
        const final = positionsOf(await readAll(handles[0]));
        for (const { upTo: head, positions } of shown) {
          expectEqual(
            `what was at or below ${String(head)} when that was the head`,
            positions,
            final.filter((position) => position <= head),
          );
        }
      }),
  },
  {
    name: 'what an append acknowledged is read at once, on every handle',
    promise: 2,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        for (const n of upTo(30)) {
          const tag: Tag = `wallet:w${String(n)}`;
          const [writer, reader] = n % 2 === 0 ? handles : [handles[1], handles[0]];
          const { events } = await mustAppend(writer, sampleBatch(tag, [sampleEvent('A', [tag])]));
          const answers = [
            async () => {
              expectEqual('the read', await readAll(reader, tagged(tag)), [...events]);
            },
            async () => {
              const [head, { position }] = [await headOf(reader), events[0]];
              expectThat(
                head >= position,
                `The head is ${String(head)} after an append at ${String(position)}`,
              );
            },
            async () => {
              expectEqual('the events of the key', await lookedUp(reader, tag), [...events]);
            },
          ];
          // Each comes first in its turn, on a handle that no other question has brought up to date.
          for (const i of upTo(3)) await answers[(n + i) % 3]?.();
        }
      }),
  },
  {
    name: 'what an append acknowledged is read at once, also while others append and read',
    promise: 2,
    run: (harness) =>
      withHandles(harness, async (handles) => {
        const writeAndRead = async (writer: number): Promise<void> => {
          const store = handles[writer % 2 === 0 ? 0 : 1];
          for (const n of upTo(APPENDS)) {
            const tag: Tag = `wallet:${String(writer)}-${String(n)}`;
            // One reads while another still appends: they do not keep in step.
            for (const more of upTo((writer + n) % 3)) {
              await mustAppend(store, sampleBatch(`${tag}-${String(more)}`, [sampleEvent('B')]));
            }
            const { events } = await mustAppend(store, sampleBatch(tag, [sampleEvent('A', [tag])]));
            const read = await readAll(handles[(writer + n) % 2 === 0 ? 0 : 1], tagged(tag));
            expectEqual('the read', read, [...events]);
          }
        };
        await Promise.all(upTo(WRITERS).map(writeAndRead));
      }),
  },
];
