import type { ContractCheck } from './contract-check.js';
import { expectEqual } from './expect.js';
import { ODD_NAMES } from './odd-names.js';
import { sampleBatch, sampleEvent, tagged, upTo } from './sample-batch.js';
import { headOf, lookedUp, mustAppend, outcome, readAll, withStore } from './store-access.js';

/** Promise 3: a key takes effect once, for ever. */
export const keyChecks: readonly ContractCheck[] = [
  {
    name: 'a key again, with its fingerprint, returns the first events and appends nothing',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        const first = await mustAppend(
          store,
          sampleBatch('key', [sampleEvent('A', ['wallet:ann']), sampleEvent('B')]),
        );
        const again = await mustAppend(store, sampleBatch('key', [sampleEvent('Other')]));
        expectEqual('the answer', again, { events: first.events, repeated: true });
        expectEqual('head', await headOf(store), first.events.at(-1)?.position);
      }),
  },
  {
    name: 'a key is looked at before the conditions',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        const guarded = sampleBatch(
          'key',
          [sampleEvent('A', ['wallet:ann'])],
          [{ failIfEventsMatch: tagged('wallet:ann'), after: 0 }],
        );
        const { events } = await mustAppend(store, guarded);
        const again = await outcome(store, guarded);
        expectEqual('the same batch again', again, { events, repeated: true });
        const other = await outcome(store, { ...guarded, fingerprint: 'of another command' });
        expectEqual('the key for another command', other, 'key_reused');
      }),
  },
  {
    name: 'a key with another fingerprint is refused and appends nothing',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        const batch = sampleBatch('key', [sampleEvent('A')]);
        const { events } = await mustAppend(store, batch);
        const result = await outcome(store, { ...batch, fingerprint: 'of another command' });
        expectEqual('the append', result, 'key_reused');
        expectEqual('the log', await readAll(store), [...events]);
      }),
  },
  {
    name: 'a refused append does not use up its key',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        await mustAppend(store, sampleBatch('before', [sampleEvent('A')]));
        const condition = { failIfEventsMatch: 'all', after: 0 } as const;
        const refused = await outcome(store, sampleBatch('key', [sampleEvent('A')], [condition]));
        expectEqual('the guarded append', refused, 'condition_failed');
        const later = { ...sampleBatch('key', [sampleEvent('B')]), fingerprint: 'judged afresh' };
        expectEqual('repeated', (await mustAppend(store, later)).repeated, false);
      }),
  },
  {
    name: 'a key is remembered after many others',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        // By what it wrote itself its condition fails from then on.
        const none = { failIfEventsMatch: { items: [{ types: ['A'] }] }, after: 0 };
        const first = sampleBatch('first', [sampleEvent('A')], [none]);
        const { events } = await mustAppend(store, first);
        await Promise.all(
          upTo(1_000).map((n) =>
            mustAppend(store, sampleBatch(`k${String(n)}`, [sampleEvent('B')])),
          ),
        );
        expectEqual('the answer', await mustAppend(store, first), { events, repeated: true });
        const late = await harness.another?.(store);
        if (late !== undefined) {
          const told = await mustAppend(late, first);
          expectEqual('the answer of a later handle', told, { events, repeated: true });
          await late.close();
        }
        const taken = await outcome(store, { ...first, fingerprint: 'of another command' });
        expectEqual('the key for another command', taken, 'key_reused');
      }),
  },
  {
    name: 'an odd key is known again as any other is',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        const batches = ODD_NAMES.map((name) => sampleBatch(name, [sampleEvent('A')]));
        const first = await Promise.all(batches.map((batch) => mustAppend(store, batch)));
        const again = await Promise.all(batches.map((batch) => mustAppend(store, batch)));
        const known = first.map(({ events }) => ({ events, repeated: true }));
        expectEqual('the answers', again, known);
        for (const batch of batches) {
          const result = await outcome(store, { ...batch, fingerprint: 'of another command' });
          expectEqual(`the key ${batch.key} for another command`, result, 'key_reused');
        }
      }),
  },
  {
    name: 'lookup finds the events of a key, and nothing for a key never appended',
    promise: 3,
    run: (harness) =>
      withStore(harness, async (store) => {
        expectEqual('an unknown key', await lookedUp(store, 'key'), []);
        const { events } = await mustAppend(
          store,
          sampleBatch('key', [sampleEvent('A'), sampleEvent('B')]),
        );
        await mustAppend(store, sampleBatch('next', [sampleEvent('C')]));
        expectEqual('the key', await lookedUp(store, 'key'), [...events]);
        for (const near of ['ke', 'key ', 'KEY', 'constructor']) {
          expectEqual(`the key "${near}"`, await lookedUp(store, near), []);
        }
      }),
  },
];
