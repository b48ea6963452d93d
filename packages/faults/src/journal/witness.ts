import type { RecordedEvent } from '@largesse/core';
import { canonicalJson } from '@largesse/domain';
import { hash } from 'node:crypto';
import type { Witnessed } from './journal-entry.js';

/** Two equal events at one position give equal witnesses, whatever the order of fields and tags. */
export const witness = ({ position, tags, ...event }: RecordedEvent): Witnessed => ({
  position,
  digest: hash('sha256', canonicalJson({ ...event, tags: [...tags].sort() })).slice(0, 20),
});
