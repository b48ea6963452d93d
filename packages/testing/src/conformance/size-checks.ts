import type { EventStore, StoreSize } from '@largesse/core';
import { either as E } from 'fp-ts';
import { ContractBreach, type ContractCheck } from './contract-check.js';
import { expectEqual, expectThat } from './expect.js';
import { sampleBatch, sampleEvent, tagged } from './sample-batch.js';
import { mustAppend, outcome, withHandles } from './store-access.js';

/** How much there is; nothing of a store that does not tell. */
const toldSize = async ({ size }: EventStore): Promise<StoreSize | undefined> => {
  if (size === undefined) return undefined;
  const result = await size()();
  if (E.isRight(result)) return result.right;
  throw new ContractBreach(`size came to ${result.left.message}`);
};

const expectEvents = async (handles: readonly EventStore[], expected: number): Promise<void> => {
  for (const store of handles) {
    const told = await toldSize(store);
    if (told === undefined) continue;
    expectEqual('the number of events', told.events, expected);
    const { bytes } = told;
    expectThat(bytes === undefined || bytes >= 0, `The log takes ${String(bytes)} bytes`);
  }
};

/** What the port says of `size`, for stores that tell it. */
export const sizeChecks: readonly ContractCheck[] = [
  {
    name: 'size counts the events that are there, on every handle, as soon as an append is acknowledged',
    promise: 'size',
    run: (harness) =>
      withHandles(harness, async (handles) => {
        const [store, other] = handles;
        await expectEvents(handles, 0);
        const three = sampleBatch('three', [
          sampleEvent('A', ['wallet:ann']),
          sampleEvent('A'),
          sampleEvent('B'),
        ]);
        await mustAppend(store, three);
        await expectEvents(handles, 3);
        await mustAppend(other, three);
        const condition = { failIfEventsMatch: tagged('wallet:ann'), after: 0 };
        await outcome(other, sampleBatch('refused', [sampleEvent('A')], [condition]));
        await expectEvents(handles, 3);
        await mustAppend(other, sampleBatch('one', [sampleEvent('A')]));
        await expectEvents(handles, 4);
      }),
  },
  {
    name: 'a closed store does not tell its size',
    promise: 'size',
    run: async (harness) => {
      const { size, close } = await harness.open();
      await close();
      const result = await size?.()();
      if (result === undefined) return;
      expectEqual('size', E.isLeft(result) ? result.left.code : 'told', 'store_unavailable');
    },
  },
];
