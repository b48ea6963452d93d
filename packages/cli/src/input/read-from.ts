import { LogDamaged, ScenarioMalformed } from '@largesse/audit';
import { isNativeError } from 'node:util/types';
import { CommandFailure, errorCode, fileFailure } from '../failure.js';
import type { Interruption } from '../interruption.js';

/** Does something with a file; names the file in whatever is wrong with it. */
export const readFrom = async <A>(
  name: string,
  interruption: Interruption,
  work: () => Promise<A>,
): Promise<A> => {
  try {
    return await work();
  } catch (thrown) {
    // A read that was cut short because somebody asked says so in words of its own.
    if (errorCode(thrown) === 'ABORT_ERR') interruption.check();
    if (thrown instanceof LogDamaged || thrown instanceof ScenarioMalformed)
      throw new CommandFailure(`${name}: ${thrown.message}`);
    if (isNativeError(thrown) && 'syscall' in thrown) throw fileFailure('read', name, thrown);
    throw thrown;
  }
};
