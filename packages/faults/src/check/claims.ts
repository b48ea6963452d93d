import type { Answer, JournalEntry, Order, Witnessed } from '../journal/journal-entry.js';

/** What was sent under one key with one content, by whomever, and all that anybody was told of it. */
export interface Claim {
  readonly key: string;
  readonly fingerprint: string;
  readonly order: Order;
  /** When it was sent first. */
  readonly sentAt: number;
  readonly answers: readonly { readonly t: number; readonly answer: Answer }[];
  /** How many sendings were not answered, or answered with a failure. */
  readonly openEnds: number;
  /** Whether it is known what became of every one of its sendings. */
  readonly resolved: boolean;
}

interface Growing {
  readonly key: string;
  readonly fingerprint: string;
  readonly order: Order;
  sentAt: number;
  readonly answers: { readonly t: number; readonly answer: Answer }[];
  /** Sendings that nobody followed up: not answered, or failed and not sent again. */
  loose: number;
  openEnds: number;
}

/**
 * All that was sent and told, by key and fingerprint. What a writer left open, because it was killed,
 * only the resolver's word settles: it sends again when every writer has ended, where the
 * refusal of somebody else may have come before the open sending took effect.
 */
export const claimsOf = (
  writers: readonly (readonly JournalEntry[])[],
  resolver: readonly JournalEntry[] = [],
): readonly Claim[] => {
  const claims = new Map<string, Growing>();
  for (const entry of [...writers, resolver].flat()) note(claims, entry);
  const settled = new Set(
    resolver.flatMap((entry) =>
      entry.note === 'told' && isFinal(entry.answer) ? [id(entry)] : [],
    ),
  );
  return [...claims].map(([name, { loose, ...claim }]) => ({
    ...claim,
    answers: claim.answers.toSorted((a, b) => a.t - b.t),
    resolved:
      loose === 0 || settled.has(name) || claim.answers.some(({ answer }) => isRecord(answer)),
  }));
};

const note = (claims: Map<string, Growing>, entry: JournalEntry): void => {
  if (entry.note === 'sent') {
    const { key, fingerprint, order, t } = entry;
    const fresh = { key, fingerprint, order, sentAt: t, answers: [], loose: 0, openEnds: 0 };
    const claim = claims.get(id(entry)) ?? fresh;
    claims.set(id(entry), claim);
    claim.sentAt = Math.min(claim.sentAt, t);
    // Sent again it takes the place of the sending that failed.
    if (!entry.again) claim.loose += 1;
    claim.openEnds += 1;
  }
  if (entry.note === 'told') {
    const claim = claims.get(id(entry));
    if (claim === undefined) throw new TypeError(`"${entry.key}" was answered and never sent`);
    claim.answers.push({ t: entry.t, answer: entry.answer });
    if (!isFinal(entry.answer)) return;
    claim.loose -= 1;
    claim.openEnds -= 1;
  }
};

const id = ({ key, fingerprint }: Pick<Claim, 'key' | 'fingerprint'>): string =>
  `${key} ${fingerprint}`;

const isFinal = ({ how }: Answer): boolean => how !== 'failed';

const isRecord = ({ how }: Answer): boolean =>
  how === 'accepted' || how === 'retried' || how === 'reused';

/** The events that somebody was told are recorded. */
export const toldRecorded = ({ answers }: Claim): readonly (readonly Witnessed[])[] =>
  answers.flatMap(({ answer }) =>
    answer.how === 'accepted' || answer.how === 'retried' ? [answer.events] : [],
  );
