/** The ways in which a log can be other than what its writers were told, worst first. */
export const faultKinds = [
  /** Told to be recorded, and not there: the events, or where they stand. */
  'lost',
  /** A key that stands in two batches, or an event that stands twice. */
  'doubled',
  /** A batch of which a part is missing or stands elsewhere. */
  'half',
  /** Recorded though nobody was told so: it was refused, or never sent. */
  'unasked',
  /** Recorded, but not what was told: another content under the key, a reuse that was none. */
  'contradicted',
  /** Recorded below what was acknowledged before it was sent. */
  'disordered',
  /** A guarded batch was recorded though its guard was broken. */
  'unguarded',
  /** Nobody was told what became of an order, though all was well again. */
  'unresolved',
  /** A follower did not get every event once and in order. */
  'unseen',
  /** An engine answers other than the fold of the log. */
  'misjudged',
  /** A writer or a server did not come back when the fault was over. */
  'stuck',
  /** The copies of a replicated log differ. */
  'diverged',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** One thing that is wrong, in a sentence. */
export interface Finding {
  readonly kind: FaultKind;
  readonly message: string;
}
