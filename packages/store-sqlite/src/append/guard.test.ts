import type { Batch, Position } from '@largesse/core';
import { either as E } from 'fp-ts';
import { temporaryFiles } from '../../test/folder.js';
import { batch, event, openFile } from '../../test/read-all.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

test('what a guard remembers of the index is forgotten when the index goes on, here or in another process', async () => {
  const path = file();
  const [store, other] = [
    await openFile(path, { indexEvery: 2 }),
    await openFile(path, { indexEvery: 2 }),
  ];
  let count = 0;
  const guarded = async (after: Position): Promise<string> => {
    const failIfEventsMatch = { items: [{ types: ['A'], tags: ['wallet:ann'] as const }] };
    const conditions: Batch['conditions'] = [{ failIfEventsMatch, after }];
    const result = await store.append({
      ...batch(`probe ${String((count += 1))}`, event('Probe')),
      conditions,
    })();
    return E.isRight(result) ? 'appended' : result.left.code;
  };
  let last = 0;
  for (const writer of [store, other, store, other]) {
    const key = `batch ${String((count += 1))}`;
    const made = await writer.append(batch(key, event('A', 'wallet:ann'), event('Other')))();
    const before = last;
    last = E.isRight(made) ? made.right.events[0].position : 0;
    // The index goes on after the answer.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect([await guarded(last), await guarded(before)]).toEqual(['appended', 'condition_failed']);
  }
  await store.close();
  await other.close();
});
