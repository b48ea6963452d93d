import { temporaryFiles } from '../../test/folder.js';
import { batch, event, openFile, readAll } from '../../test/read-all.js';

const { file, remove } = temporaryFiles();
afterAll(remove);

test.each([16, 17, 145])(
  'a list of %i rows with one position each is read to its end, whatever is read at a time',
  async (count) => {
    const path = file();
    const store = await openFile(path, { indexEvery: 1 });
    for (let n = 1; n <= count; n += 1) {
      await store.append(batch(String(n), event('A', 'wallet:ann')))();
      await new Promise(setImmediate);
    }
    await store.close();
    const again = await openFile(path);
    const found = await readAll(again, { items: [{ tags: ['wallet:ann'] }] });
    expect(found.map(({ position }) => position)).toEqual(found.map((_, i) => i + 1));
    expect(found).toHaveLength(count);
    await again.close();
  },
);
