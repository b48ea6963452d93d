import type { RecordedEvent } from '@largesse/core';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { Views } from '../writer/views.js';
import { checkBatches, checkGuards } from './check-batches.js';
import { checkClaims } from './check-claims.js';
import { checkFollower } from './check-follower.js';
import { checkViews } from './check-views.js';
import { claimsOf, toldRecorded } from './claims.js';
import type { Finding } from './finding.js';
import { logIndex } from './log-index.js';
import { brokenInvariants } from './verify-log.js';

/** All that is known when everything is healed and everybody has ended. */
export interface Evidence {
  readonly writers: readonly (readonly JournalEntry[])[];
  /** Of who sent again what the writers left open, when all of them had ended. */
  readonly resolver: readonly JournalEntry[];
  readonly followers: readonly (readonly [string, readonly JournalEntry[]])[];
  readonly log: readonly RecordedEvent[];
  /** What engines answered in the end, each with its name. */
  readonly views: readonly (readonly [string, Views])[];
}

/** What came of a case. */
export interface Verdict {
  /** Different orders: a key with a content. */
  readonly sent: number;
  /** Of them those that somebody was told are recorded. */
  readonly acknowledged: number;
  readonly refused: number;
  /** Orders of which a sending was not answered or failed, and whose key said in the end what became of them. */
  readonly resolved: number;
  readonly events: number;
  readonly findings: readonly Finding[];
  readonly brokenInvariants: readonly string[];
}

/** Holds what everybody was told against what the log holds. */
export const checkCase = async (evidence: Evidence): Promise<Verdict> => {
  const claims = claimsOf(evidence.writers, evidence.resolver);
  const log = logIndex(evidence.log);
  const recorded = claims.filter((claim) => toldRecorded(claim).length > 0).length;
  const open = claims.filter(({ resolved }) => !resolved).length;
  return {
    sent: claims.length,
    acknowledged: recorded,
    refused: claims.length - recorded - open,
    resolved: claims.filter(({ openEnds, resolved }) => openEnds > 0 && resolved).length,
    events: evidence.log.length,
    findings: [
      ...checkBatches(log),
      ...checkGuards(log),
      ...checkClaims(claims, log),
      ...evidence.followers.flatMap(([name, entries]) => checkFollower(name, entries, log)),
      ...checkViews(evidence.views, evidence.log),
    ],
    brokenInvariants: await brokenInvariants(evidence.log),
  };
};
