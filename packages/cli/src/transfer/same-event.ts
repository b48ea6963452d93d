import type { RecordedEvent } from '@largesse/core';
import { canonicalJson } from '@largesse/domain';

/** Whether two events are one and the same but for their positions, which are each store's own. */
export const sameEvent = (a: RecordedEvent, b: RecordedEvent): boolean =>
  a.type === b.type &&
  a.version === b.version &&
  a.at === b.at &&
  a.batch.key === b.batch.key &&
  a.batch.fingerprint === b.batch.fingerprint &&
  a.batch.index === b.batch.index &&
  a.batch.size === b.batch.size &&
  a.tags.length === b.tags.length &&
  a.tags.every((tag, i) => tag === b.tags[i]) &&
  canonicalJson(a.data) === canonicalJson(b.data);
