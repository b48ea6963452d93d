import { map } from 'rxjs';
import { liveEngine, range, rest } from '../test/live-engine.js';

describe('A subscriber that throws', () => {
  it('is unsubscribed and reported, and harms nobody else', async () => {
    const { engine, give, thrown } = await liveEngine();
    const seen: bigint[] = [];
    let bad = 0;
    engine.wallet$('ann').subscribe(() => {
      bad += 1;
      throw new Error('boom');
    });
    engine.wallet$('ann').subscribe(({ coins }) => seen.push(coins));
    await rest();
    await give(1);
    await give(2);
    await engine.close();
    expect(seen).toEqual([7120n, 7119n, 7118n]);
    expect(bad).toBe(1);
    expect(thrown).toEqual([new Error('boom')]);
  });

  it('behind operators is reported as well', async () => {
    const { engine, thrown } = await liveEngine();
    engine
      .wallet$('ann')
      .pipe(map(({ coins }) => coins))
      .subscribe({
        next: () => {
          throw new Error('behind');
        },
      });
    await rest();
    expect(thrown).toEqual([new Error('behind')]);
  });

  it('does not keep a command from its effect', async () => {
    const { engine, give, thrown } = await liveEngine();
    engine.gifts$('room-1').subscribe(() => {
      throw new Error('overlay');
    });
    await rest();
    expect(await give(1)).toMatchObject({ ok: true });
    await rest();
    expect(thrown).toHaveLength(1);
  });
});

describe('A slow subscriber', () => {
  it('keeps neither commands nor the others waiting', async () => {
    const { engine, give } = await liveEngine();
    const fast: bigint[] = [];
    const slow: bigint[] = [];
    engine.wallet$('ann').subscribe(({ coins }) => {
      setTimeout(() => slow.push(coins), 200);
    });
    engine.wallet$('ann').subscribe(({ coins }) => fast.push(coins));
    for (const i of range(20)) await give(i);
    await rest();
    expect(fast).toHaveLength(21);
    expect(slow).toEqual([]);
    await engine.close();
  });
});
