import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Output, comparable, shows } from './test/output.js';
import { pages, readPage, root, type Page } from './test/page.js';
import { runCode } from './test/run-code.js';
import { runShell } from './test/run-shell.js';
import { moduleOf, runs } from './test/sample-code.js';
import { typeCheck } from './test/type-check.js';

/** Pages whose samples another test runs, since they need files, servers or a surrounding of their own. */
const runElsewhere: Readonly<Record<string, string>> = {
  'docs/how-to/write-a-store.md': 'packages/testing/src/conformance/write-a-store.test.ts',
  'docs/reference/log-format.md': 'packages/audit/src/reference.test.ts',
  'packages/audit/README.md': 'packages/audit/src/reference.test.ts',
  'packages/core/README.md': 'packages/readmes.test.ts',
  'packages/domain/README.md': 'packages/readmes.test.ts',
  'packages/services/README.md': 'packages/services/src/example.services.test.ts',
  'packages/store-jetstream/README.md': 'packages/store-jetstream/src/example.services.test.ts',
  'packages/store-kit/README.md': 'packages/readmes.test.ts',
  'packages/store-memory/README.md': 'packages/store-memory/src/example.test.ts',
  'packages/store-postgres/README.md': 'packages/store-postgres/test/run-example.ts',
  'packages/store-sqlite/README.md': 'packages/store-sqlite/src/example.test.ts',
  'packages/testing/README.md': 'packages/readmes.test.ts',
};

/** Its sample is a file beside it, which the compiler sees anyway. */
const compiledElsewhere = ['docs/how-to/write-a-store.md'];

const before = process.cwd();
let folder = before;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'largesse-docs-')));
  symlinkSync(join(root, 'examples'), join(folder, 'examples'));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** Runs the blocks of a page in their order, in one folder, the TypeScript as one module. */
const runPage = async (page: Page): Promise<Output> => {
  const output = new Output();
  let next = 0;
  const reach = async (index: number): Promise<void> => {
    for (; next < index; next += 1) {
      const { info, text } = page.blocks[next] ?? { info: '', text: '' };
      output.begin(next);
      if (info === 'sh') await runShell(text, output.write);
    }
    output.begin(index);
  };
  const source = moduleOf(page, runs, (index) => `await reach(${String(index)}); `);
  await runCode(source, { print: output.write, reach });
  await reach(page.blocks.length);
  return output;
};

const ran = pages().filter(
  ({ path, blocks }) =>
    !(path in runElsewhere) && blocks.some((block) => runs(block) || block.info === 'sh'),
);

test('the samples of all pages pass the compiler', () => {
  const checked = pages().filter(({ path }) => !compiledElsewhere.includes(path));
  expect(typeCheck(checked)).toEqual([]);
}, 120_000);

test.each(ran)('the samples of $path run, and print what the page says', async (page) => {
  const output = await runPage(page);
  for (const [index, { info, text, line }] of page.blocks.entries()) {
    const above = page.blocks[index - 1];
    if (info !== 'text' || above === undefined) continue;
    if (above.info !== 'sh' && !runs(above)) continue;
    const printed = output.of(index - 1);
    if (shows(text, printed)) continue;
    // Not the same: let the report show both.
    expect([`line ${String(line)}`, ...comparable(printed)]).toEqual([
      `line ${String(line)}`,
      ...comparable(text),
    ]);
  }
});

test.each(Object.entries(runElsewhere))('the samples of %s are those of %s', (path, other) => {
  expect(readPage(path).blocks).not.toEqual([]);
  expect(readFileSync(join(root, other), 'utf8')).toContain(basename(path));
});

test('the quickstart of the README is the example of that name', () => {
  const [shown] = readPage('README.md').blocks.filter(({ info }) => info === 'ts');
  expect(shown?.text).toBe(readFileSync(join(root, 'examples/src/quickstart.ts'), 'utf8'));
});
