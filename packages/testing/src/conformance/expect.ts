import { inspect } from 'node:util';
import { sameJson } from './same-json.js';
import { ContractBreach, type StoreHarness } from './contract-check.js';

/** Throws a `ContractBreach` unless something holds. */
export const expectThat = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new ContractBreach(otherwise);
};

/** Throws a `ContractBreach` that shows both values unless they are equal; the order of fields is free. */
export const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
  if (sameJson(actual, expected)) return;
  throw new ContractBreach(`${what}: expected ${shown(expected)}, got ${shown(actual)}`);
};

const shown = (value: unknown): string =>
  inspect(value, { depth: 6, breakLength: 120, maxArrayLength: 40, maxStringLength: 200 });

/** The promise, or a `ContractBreach` if it takes longer than the harness has patience for. */
export const inTime = async <A>(
  { patience = 5_000 }: StoreHarness,
  what: string,
  promise: Promise<A>,
): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ContractBreach(`${what} did not happen within ${String(patience)} ms`));
    }, patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
