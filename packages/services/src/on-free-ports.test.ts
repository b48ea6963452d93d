import { onFreePorts } from './on-free-ports.js';

const starting = (...failures: readonly string[]) => {
  let starts = 0;
  return async () => {
    const failure = failures[starts];
    starts += 1;
    if (failure !== undefined) throw new Error(failure);
    return starts;
  };
};
const TAKEN = 'could not bind IPv4 address "127.0.0.1": Address already in use';

it('starts again where a port was taken meanwhile', async () => {
  await expect(onFreePorts(starting(TAKEN, TAKEN))).resolves.toBe(3);
});

it('gives up when the third is taken too', async () => {
  await expect(onFreePorts(starting(TAKEN, TAKEN, TAKEN))).rejects.toThrow(TAKEN);
});

it('does not try again what fails otherwise', async () => {
  await expect(onFreePorts(starting('unknown setting'))).rejects.toThrow('unknown setting');
});
