import type { Projection } from '@largesse/core';
import type { GiftSent } from '@largesse/domain';
import { firstValueFrom, take, toArray } from 'rxjs';
import { liveEngine, rest } from '../test/live-engine.js';
import { EngineFailure } from './outcome.js';

describe('A projection of the app', () => {
  const count: Projection<{ readonly gifts: number }, GiftSent> = {
    name: 'count',
    version: 1,
    types: ['GiftSent'],
    tags: (id) => [`creator:${id}`],
    keyOf: (event) => event.data.creatorId,
    initial: () => ({ gifts: 0 }),
    apply: (draft, event) => {
      if (event.data.quantity === 13) throw new Error('unlucky');
      draft.gifts += 1;
    },
  };

  it('is asked and followed like the built-in ones', async () => {
    const { engine, give } = await liveEngine();
    await give(1);
    expect(await engine.view(count, 'bea')).toEqual({ state: { gifts: 1 }, position: 3 });
    const states = firstValueFrom(engine.view$(count, 'bea').pipe(take(2), toArray()));
    await rest();
    await give(2);
    expect(await states).toEqual([{ gifts: 1 }, { gifts: 2 }]);
  });

  it('whose recipe threw half-way is folded anew, not from the half', async () => {
    const { engine, give } = await liveEngine();
    let failing = true;
    const shaky: typeof count = {
      ...count,
      apply: (draft) => {
        draft.gifts += 1;
        if (failing) throw new Error('not yet');
      },
    };
    await give(1);
    await expect(engine.view(shaky, 'bea')).rejects.toThrow('not yet');
    failing = false;
    expect((await engine.view(shaky, 'bea')).state).toEqual({ gifts: 1 });
  });

  it('may have the name of another one: each goes by itself', async () => {
    const { engine, give } = await liveEngine();
    const doubled: typeof count = {
      ...count,
      apply: (draft) => {
        draft.gifts += 2;
      },
    };
    const [once, twice]: [number[], number[]] = [[], []];
    engine.view$(count, 'bea').subscribe(({ gifts }) => once.push(gifts));
    engine.view$(doubled, 'bea').subscribe(({ gifts }) => twice.push(gifts));
    await rest();
    await give(1);
    expect((await engine.view(doubled, 'bea')).state).toEqual({ gifts: 2 });
    await engine.close();
    expect([once, twice]).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('whose recipe throws ends its own views only', async () => {
    const { engine, give } = await liveEngine();
    const errors: unknown[] = [];
    const seen: bigint[] = [];
    engine.view$(count, 'bea').subscribe({ error: (error) => errors.push(error) });
    engine.wallet$('ann').subscribe(({ coins }) => seen.push(coins));
    await rest();
    await give(1, 13);
    await give(2);
    await engine.close();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(EngineFailure);
    expect(seen).toEqual([7120n, 7107n, 7106n]);
  });
});
