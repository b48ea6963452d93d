import { backoff, TooLate, within } from './index.js';

describe('a deadline', () => {
  it('lets through what comes in time, an answer or a failure', async () => {
    await expect(within(1_000, 'The server', Promise.resolve(1))).resolves.toBe(1);
    const failure = Promise.reject(new Error('refused'));
    await expect(within(1_000, 'The server', failure)).rejects.toThrow('refused');
  });

  it('names what came too late', async () => {
    const never = within(10, 'The server', new Promise(() => undefined));
    await expect(never).rejects.toThrow(new TooLate('The server did not answer within 10 ms'));
  });
});

it('pauses grow to the longest, differ a little, and begin anew after a success', () => {
  const pauses = backoff(100, 1_000);
  const between = (low: number, high: number) => {
    const pause = pauses.next();
    expect(pause).toBeGreaterThanOrEqual(low);
    expect(pause).toBeLessThanOrEqual(high);
  };
  between(50, 100);
  between(100, 200);
  between(200, 400);
  for (let i = 0; i < 20; i += 1) pauses.next();
  between(500, 1_000);
  pauses.reset();
  between(50, 100);
});
