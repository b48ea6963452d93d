import { ContractBreach, type StoreHarness } from './contract-check.js';
import { describeEventStore, eventStoreContract } from './event-store-contract.js';
import { faulty, losing } from '../../test/faulty/faulty-store.js';
import { faultyStores } from '../../test/faulty/faulty-stores.js';

const checkNamed = (name: string) => {
  const check = eventStoreContract.find((each) => each.name === name);
  if (check === undefined) throw new Error(`The contract has no check "${name}"`);
  return check;
};

/** The breach itself; fast-check puts it behind the counter-example that it found. */
const breachIn = (error: unknown): unknown =>
  error instanceof ContractBreach || !(error instanceof Error) ? error : error.cause;

describe('the contract of an event store', () => {
  it('has a name of its own for each check', () => {
    const names = new Set(eventStoreContract.map(({ name }) => name));
    expect(names.size).toBe(eventStoreContract.length);
  });

  it('has no check that nothing wrong has shown to be of use', () => {
    const useful = new Set(faultyStores.flatMap(({ caughtBy }) => caughtBy));
    const idle = eventStoreContract.map(({ name }) => name).filter((name) => !useful.has(name));
    expect(idle).toEqual([]);
  });

  describe.each(faultyStores)(
    'sees through a store in which $fault',
    ({ open, another, breakable, caughtBy }) => {
      it.each(caughtBy)('%s', async (name) => {
        const harness: StoreHarness = {
          open: () => Promise.resolve(open()),
          reopen: (store) => store.close().then(open),
          ...(another && { another: (store) => Promise.resolve(another(store)) }),
          ...(breakable && { breakable: () => Promise.resolve(breakable()) }),
          patience: 300,
        };
        const error = await checkNamed(name)
          .run(harness)
          .catch((thrown: unknown) => thrown);
        expect(breachIn(error)).toBeInstanceOf(ContractBreach);
      });
    },
  );
});

describeEventStore(
  'The right store behind all those wrong ones, with two handles,',
  {
    open: () => Promise.resolve(faulty(() => ({}))),
    another: (store) => Promise.resolve({ ...store, close: () => Promise.resolve() }),
    reopen: (store) => Promise.resolve(store),
    breakable: () =>
      Promise.resolve(losing(() => ({ code: 'outcome_unknown', message: 'the answer was lost' }))),
  },
  { describe, it },
);
