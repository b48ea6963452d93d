import type * as t from 'io-ts';
import { closed } from './closed.js';
import { CommandId, Instant, word } from './scalar.js';

/** A command: its type, its idempotency key, when it happened, and its own fields. */
export const commandCodec = <N extends string, F extends Readonly<Record<string, t.Mixed>>>(
  type: N,
  fields: F,
) => closed(type, { type: word(type), commandId: CommandId, at: Instant, ...fields });
