import { createMemoryStore } from '@largesse/store-memory';
import * as fc from 'fast-check';
import { faultyStore, type Deceit } from '../test/faulty-store.js';
import { shortRun } from '../test/short-run.js';
import { checkCase } from './check-case.js';

const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
const run = async (deceit: Deceit) => {
  const verdict = await checkCase(await shortRun(faultyStore(deceit), seed));
  return { ...verdict, kinds: new Set(verdict.findings.map(({ kind }) => kind)) };
};

describe(`the checker, with the seed ${String(seed)}`, () => {
  test('finds nothing where a store keeps its contract', async () => {
    const verdict = await checkCase(await shortRun(createMemoryStore(), seed));
    expect(verdict.findings).toEqual([]);
    expect(verdict.brokenInvariants).toEqual([]);
    expect(verdict.acknowledged).toBeGreaterThan(15);
    expect(verdict.refused).toBeGreaterThan(0);
  });

  test('sees what a store lost after it acknowledged it', async () => {
    expect((await run('lossy')).kinds).toContain('lost');
  });

  test('sees what a store recorded twice', async () => {
    const { kinds, brokenInvariants } = await run('doubling');
    expect(kinds).toContain('doubled');
    expect(brokenInvariants).toContainEqual(expect.stringContaining('takes_effect_once'));
  });

  test('sees half a batch', async () => {
    expect((await run('halving')).kinds).toContain('half');
  });

  test('sees a batch that was recorded though its guard was broken', async () => {
    expect((await run('unguarded')).kinds).toContain('unguarded');
  });

  test('sees what was told refused and stands in the log', async () => {
    expect((await run('late')).kinds).toContain('unasked');
  });
});
