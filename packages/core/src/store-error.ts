/** An event that matches one of the conditions is there. Read the tail and decide again. */
export interface ConditionFailed {
  readonly code: 'condition_failed';
}

/** The key was used before with another fingerprint. Nothing was appended. */
export interface KeyReused {
  readonly code: 'key_reused';
}

/** The store did not say whether it appended. Never a no: append again with the same key to know. */
export interface OutcomeUnknown {
  readonly code: 'outcome_unknown';
  readonly message: string;
}

/** The store cannot be reached or used; nothing was appended. */
export interface StoreUnavailable {
  readonly code: 'store_unavailable';
  readonly message: string;
}

export type AppendError = ConditionFailed | KeyReused | OutcomeUnknown | StoreUnavailable;

/** Thrown by a read that a broken store interrupts. A failure, never a refusal. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
}
