import { messageOf, type Positioned, type RecordedEvent } from '@largesse/core';
import type { GiftingEvent, Malformed, RefusalCode } from '@largesse/domain';

/** The command took effect: now, or at an earlier time if it is a retry. */
export interface Executed {
  /** `retried`: the same command took effect before; these are its events, nothing is new. */
  readonly status: 'accepted' | 'retried';
  readonly events: readonly Positioned<GiftingEvent>[];
  /** The same events as the store keeps them, for whoever writes a log. */
  readonly recorded: readonly RecordedEvent[];
}

/** The input is no command. No rule has seen it. */
export interface MalformedCommand extends Malformed {
  readonly kind: 'malformed';
}

/** A rule said no; nothing is left behind. Sent again later, the command is judged afresh. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode | 'command_id_reused';
  readonly message: string;
}

/**
 * Not judged, or not known: something is broken or closed. Sending the same command again,
 * with the same id, is always safe.
 */
export interface Failed {
  readonly kind: 'failed';
  readonly code:
    | 'store_unavailable'
    /** The store did not say whether the command took effect. */
    | 'outcome_unknown'
    /** Others changed the same wallet or creator each time between reading and appending. */
    | 'too_many_conflicts'
    /** The log holds an event that this version of the code cannot read. */
    | 'event_unreadable'
    | 'engine_closed';
  readonly message: string;
}

export type ExecuteError = MalformedCommand | Refused | Failed;

/** What the Promise form resolves with; it rejects for nothing that is listed here. */
export type Submitted =
  (Executed & { readonly ok: true }) | (ExecuteError & { readonly ok: false });

export const failed = (code: Failed['code'], message: string): Failed => ({
  kind: 'failed',
  code,
  message,
});

/** Thrown by queries and live views when the log cannot be read. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly code: Failed['code'];

  constructor({ code, message }: Failed) {
    super(message);
    this.code = code;
  }
}

/** Any thrown value as a failure. */
export const failureOf = (thrown: unknown): Failed =>
  thrown instanceof EngineFailure
    ? failed(thrown.code, thrown.message)
    : failed('store_unavailable', messageOf(thrown));
