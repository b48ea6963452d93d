import type { AppendError, Appended, RecordedEvent } from '@largesse/core';
import { either as E, type nonEmptyArray as NEA } from 'fp-ts';

/** The answer to a batch whose key is known: its first events, unless another command took the key. */
export const repeated = (
  events: NEA.NonEmptyArray<RecordedEvent>,
  fingerprint: string,
): E.Either<AppendError, Appended> =>
  events[0].batch.fingerprint === fingerprint
    ? E.right({ events, repeated: true })
    : E.left({ code: 'key_reused' });
