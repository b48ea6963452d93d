import type { Witnessed } from '../journal/journal-entry.js';
import { toldRecorded, type Claim } from './claims.js';
import type { Finding, FaultKind } from './finding.js';
import type { LogIndex } from './log-index.js';

/** What everybody was told, held against what the log holds. */
export const checkClaims = (claims: readonly Claim[], log: LogIndex): readonly Finding[] => [
  ...claims.flatMap((claim) => [...checkClaim(claim, log)]),
  ...checkAsked(claims, log),
  ...checkOrder(claims, log),
];

const finding = (kind: FaultKind, { key }: Pick<Claim, 'key'>, what: string): Finding => ({
  kind,
  message: `"${key}" ${what}`,
});

function* checkClaim(claim: Claim, { digestAt, byKey }: LogIndex): Generator<Finding> {
  const recorded = byKey.get(claim.key);
  const fingerprint = recorded?.[0]?.batch.fingerprint;
  const told = toldRecorded(claim);
  for (const events of told) {
    const missing = events.find(({ position, digest }) => digestAt.get(position) !== digest);
    if (missing !== undefined) {
      const there = digestAt.has(missing.position) ? 'another event' : 'nothing';
      yield finding('lost', claim, `was told recorded; ${there} stands at ${show(missing)}`);
    } else if (events.length !== recorded?.length)
      yield finding(
        'contradicted',
        claim,
        `was told ${String(events.length)} events, and has ${String(recorded?.length ?? 0)}`,
      );
  }
  const [one] = told;
  if (one !== undefined && told.some((other) => !sameEvents(one, other)))
    yield finding('contradicted', claim, 'was told recorded at two places');
  const accepted = claim.answers.filter(({ answer }) => answer.how === 'accepted');
  if (accepted.length > 1)
    yield finding('contradicted', claim, 'was told accepted twice, not once and then retried');
  if (told.length > 0 && fingerprint !== undefined && fingerprint !== claim.fingerprint)
    yield finding('contradicted', claim, 'was told recorded; the log has another content');
  const reused = claim.answers.some(({ answer }) => answer.how === 'reused');
  if (reused && (fingerprint === undefined || fingerprint === claim.fingerprint))
    yield finding('contradicted', claim, 'was told reused with other content, which it is not');
  for (const { answer } of claim.answers)
    if (answer.how === 'failed' && !FAILURES.includes(answer.code))
      yield finding('contradicted', claim, `was told ${answer.code}: ${answer.message}`);
  if (!claim.resolved)
    yield finding('unresolved', claim, 'was sent, and nobody was told what became of it');
}

/** The failures that a fault may cause. Any other is a fault itself. */
const FAILURES: readonly string[] = ['store_unavailable', 'outcome_unknown', 'too_many_conflicts'];

/** All that is recorded was sent, and somebody was told that it is. */
function* checkAsked(claims: readonly Claim[], { byKey }: LogIndex): Generator<Finding> {
  const byIdentity = new Map(claims.map((claim) => [`${claim.key} ${claim.fingerprint}`, claim]));
  for (const [key, [first]] of byKey) {
    const claim = byIdentity.get(`${key} ${first?.batch.fingerprint ?? ''}`);
    if (claim === undefined) yield finding('unasked', { key }, 'is recorded, and nobody sent it');
    else if (toldRecorded(claim).length === 0 && claim.resolved)
      yield finding(
        'unasked',
        claim,
        `is recorded at ${String(first?.position)}, and was only told refused`,
      );
  }
}

/**
 * What was acknowledged before an order was sent for the first time stands below it: the total order
 * of the log is that of time, as far as anybody can tell.
 */
function* checkOrder(claims: readonly Claim[], { byKey }: LogIndex): Generator<Finding> {
  type Moment =
    { readonly t: number; readonly told: number } | { readonly t: number; readonly sent: Claim };
  const moments: Moment[] = claims.flatMap((claim): readonly Moment[] => [
    { t: claim.sentAt, sent: claim },
    ...claim.answers.flatMap(({ t, answer }) => {
      if (answer.how !== 'accepted' && answer.how !== 'retried') return [];
      return [{ t, told: answer.events.at(-1)?.position ?? 0 }];
    }),
  ]);
  let highest = 0;
  const firstSent = new Set<string>();
  for (const moment of moments.toSorted((a, b) => a.t - b.t)) {
    if ('told' in moment) highest = Math.max(highest, moment.told);
    else {
      const { key, fingerprint } = moment.sent;
      const first = byKey.get(key)?.[0];
      const counts = first?.batch.fingerprint === fingerprint;
      if (first !== undefined && counts && !firstSent.has(key) && first.position <= highest)
        yield finding(
          'disordered',
          moment.sent,
          `stands at ${String(first.position)}; ${String(highest)} was acknowledged before it was sent`,
        );
      if (counts) firstSent.add(key);
    }
  }
}

const sameEvents = (a: readonly Witnessed[], b: readonly Witnessed[]): boolean =>
  a.length === b.length &&
  a.every(({ position, digest }, i) => {
    const other = b[i];
    return position === other?.position && digest === other.digest;
  });

const show = ({ position, digest }: Witnessed): string => `${String(position)} (not ${digest})`;
