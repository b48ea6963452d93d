import type { RecordedEvent, Tag } from '@largesse/core';
import type { StoredMessage } from '../src/message/stored-message.js';
import { subjectsUnder } from '../src/message/subjects.js';
import type { TagIndex } from '../src/message/tag-index.js';

/** The subjects of a log in a test. */
export const subjects = subjectsUnder('log');

/** An event as it stands in the log, alone in its batch. */
export const eventMessage = (
  sequence: number,
  key: string,
  tags: readonly Tag[] = [],
  indexed = 0,
): StoredMessage => {
  const event: RecordedEvent = {
    ...{ type: 'Gift', version: 1, at: '2026-03-01T18:00:00.000Z', tags, data: null },
    position: sequence,
    batch: { key, fingerprint: key, index: 0, size: 1 },
  };
  const standing = { count: sequence, lastEvent: sequence, indexed };
  return { sequence, subject: subjects.event(key, 0), commit: key, ends: true, event, standing };
};

/** An index as it stands in the log. */
export const indexMessage = (
  sequence: number,
  subject: string,
  index: TagIndex,
): StoredMessage => ({
  ...{ sequence, subject, commit: 'index', ends: false, index },
});
