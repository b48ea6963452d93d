import fc from 'fast-check';
import { temporaryFiles } from '../../test/folder.js';
import { batch, event, openFile, readAll } from '../../test/read-all.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

test('a group of batches, however many and however long, is there again as it was acknowledged', async () => {
  const sizes = fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 40 })),
    { minLength: 1, maxLength: 120, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(sizes, async (all) => {
      const path = file();
      const store = await openFile(path);
      const results = await Promise.all(
        all.map((size, n) => {
          const events = Array.from({ length: size - 1 }, (_, i) => event(`B${String(i)}`));
          return store.append(batch(`key ${String(n)}`, event('A', 'wallet:ann'), ...events))();
        }),
      );
      await store.close();
      const acknowledged = results.flatMap((result) =>
        result._tag === 'Right' ? result.right.events : [],
      );
      expect(acknowledged).toHaveLength(all.reduce((sum, size) => sum + size, 0));
      const again = await openFile(path);
      expect(await readAll(again)).toEqual(acknowledged);
      await again.close();
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
