import type { either } from 'fp-ts';
import type { DomainEvent, NewEvent, RecordedEvent } from './event.js';

/** An event that this code cannot read: an unknown type, a newer version, or damaged data. */
export interface UnreadableEvent {
  readonly code: 'event_unreadable';
  /** The way to what is wrong: `type`, `version`, `at`, `data`, `data.payment.provider`. */
  readonly field: string;
  /** Begins with the field. */
  readonly message: string;
}

/**
 * Between the events of a domain and what a store keeps. `decode` also reads every older
 * version of an event, through upcasters, so that no other code knows that versions exist.
 */
export interface EventCodec<E extends DomainEvent> {
  readonly encode: (event: E) => NewEvent;
  readonly decode: (
    recorded: Pick<RecordedEvent, 'type' | 'version' | 'at' | 'data'>,
  ) => either.Either<UnreadableEvent, E>;
  /**
   * How events of a type are read, as a text: the newest version, and what older ones go through. Under
   * another text, what a snapshot holds of such events is folded anew.
   */
  readonly schema: (type: E['type']) => string;
}
