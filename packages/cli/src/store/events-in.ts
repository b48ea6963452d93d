import type { Position, RecordedEvent } from '@largesse/core';
import type { OpenStore } from './use-store.js';

/** All events of a store after one position, up to and with another. Fails in words without secrets. */
export async function* eventsIn(
  { store, failure }: OpenStore,
  { after, upTo }: { readonly after: Position; readonly upTo: Position },
): AsyncGenerator<readonly RecordedEvent[]> {
  // An empty range is not asked for: some stores would have to look.
  if (upTo <= after) return;
  try {
    yield* store.read('all', { after, upTo });
  } catch (thrown) {
    throw failure(thrown);
  }
}
