import type { Tag } from '@largesse/core';
import fc from 'fast-check';
import { temporaryFiles } from '../../test/folder.js';
import { batch, event, openFile, readAll } from '../../test/read-all.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

/** Texts that are not stored as they are, and such as look like what is stored for those. */
const text = fc
  .array(fc.constantFrom('\\', '\\\\', '\\u0000', '\0', '"', '\n', '\ud800', '\udc00', 'a'), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

test('an event whose type, key and tags are any texts is there again as it was, from the file and by its tags', async () => {
  const tags = fc
    .tuple(text, text, text)
    .map(([a, b, c]): readonly Tag[] => [`wallet:${a}`, `creator:${b}`, `live:${c}`]);
  const isThereAgain = async (type: string, key: string, tagged: readonly Tag[]): Promise<void> => {
    const path = file();
    const store = await openFile(path);
    expect(await store.append(batch(key, event(type, ...tagged)))()).toMatchObject({
      right: { repeated: false },
    });
    await store.close();
    // The first store has it from the file in memory and adds it to the index, where the second finds it.
    for (const indexEvery of [1, 1_000]) {
      const again = await openFile(path, { indexEvery });
      for (const tag of tagged) {
        expect(await readAll(again, { items: [{ types: [type], tags: [tag] }] })).toMatchObject([
          { type, tags: tagged, batch: { key } },
        ]);
      }
      expect(await again.append(batch(key, event(type, ...tagged)))()).toMatchObject({
        right: { repeated: true },
      });
      await again.append(batch(`${key} next`, event('A')))();
      await new Promise(setImmediate);
      await again.close();
    }
  };
  const typeOrKey = text.map((id) => `a${id}`);
  await fc.assert(fc.asyncProperty(typeOrKey, typeOrKey, tags, isThereAgain), {
    numRuns: 25,
    endOnFailure: true,
  });
});
