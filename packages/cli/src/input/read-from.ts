import { LogDamaged, ScenarioMalformed } from '@largesse/audit';
import { CommandFailure, fileFailure } from '../failure.js';

/** Does something with a file; names the file in whatever is wrong with it. */
export const readFrom = async <A>(name: string, work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof LogDamaged || thrown instanceof ScenarioMalformed)
      throw new CommandFailure(`${name}: ${thrown.message}`);
    if (thrown instanceof Error && 'syscall' in thrown) throw fileFailure('read', name, thrown);
    throw thrown;
  }
};
