import type { EventStore } from '@largesse/core';
import type { Command } from '@largesse/domain';
import { createMemoryStore } from '@largesse/store-memory';
import { judge } from '@largesse/testing';
import { createEngine } from '../src/engine.js';
import { fingerprint } from '../src/fingerprint.js';
import type { Submitted } from '../src/outcome.js';

/** What became of a command, in a word: `accepted`, `retried`, or why not. */
export const wordFor = (result: Submitted): string => (result.ok ? result.status : result.code);

/** What the rules alone say of each command, in the words of `wordFor`. */
export const wordsByTheRules = (commands: readonly Command[]): readonly string[] =>
  judge(commands).outcomes.map((outcome) =>
    outcome.status === 'refused' ? outcome.code : outcome.status,
  );

/** Fails unless the commands behind a log, one by one in its order, make the same events. */
export const expectJustified = async (
  log: EventStore,
  commands: readonly Command[],
): Promise<void> => {
  const behind = new Map(commands.map((command) => [fingerprint(command), command]));
  const alone = createEngine({ store: createMemoryStore(), snapshotEvery: Infinity });
  for await (const batch of log.read('all')) {
    for (const { batch: stamp, type, data } of batch) {
      expect(await alone.submit(behind.get(stamp.fingerprint))).toMatchObject({
        status: 'accepted',
        recorded: [{ type, data }],
      });
    }
  }
};
