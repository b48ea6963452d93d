import { eventually, GaveUp } from './eventually.js';

test('gives the first answer, after attempts without one and attempts that fail', async () => {
  const answers = [undefined, new Error('not yet'), 'rose', 'lily'];
  const attempt = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  expect(await eventually(attempt, 5000, () => 'late', 1)).toBe('rose');
  expect(answers).toEqual(['lily']);
});

test('rejects when time is up, with the last failure as the cause', async () => {
  const cause = new Error('refused');
  const attempt = () => Promise.reject(cause);
  const failure = eventually(attempt, 20, () => 'The server is late.', 1);
  await expect(failure).rejects.toMatchObject({ message: 'The server is late.', cause });
});

test('an attempt that knows there will be no answer ends it at once', async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    throw new GaveUp('It ended.');
  };
  await expect(eventually(attempt, 5000, () => 'late', 1)).rejects.toThrow('It ended.');
  expect(attempts).toBe(1);
});
