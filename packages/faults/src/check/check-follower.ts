import { START } from '@largesse/core';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { Finding } from './finding.js';
import type { LogIndex } from './log-index.js';

/** A follower that ran all the time saw every event of the log, once, in order, and nothing else. */
export const checkFollower = (
  name: string,
  entries: readonly JournalEntry[],
  { witnesses }: LogIndex,
): readonly Finding[] => {
  const seen = entries.flatMap((entry) => (entry.note === 'seen' ? entry.events : []));
  let last = START;
  for (const { position } of seen) {
    if (position <= last) return [unseen(name, `got ${String(position)} after ${String(last)}`)];
    last = position;
  }
  for (const [i, { position, digest }] of witnesses.entries()) {
    const got = seen[i];
    if (got?.position === position && got.digest === digest) continue;
    const instead = got === undefined ? 'nothing more' : `${String(got.position)} (${got.digest})`;
    return [unseen(name, `got ${instead} where the log has ${String(position)} (${digest})`)];
  }
  return seen.length > witnesses.length
    ? [unseen(name, `got ${String(seen.length - witnesses.length)} events that the log has not`)]
    : [];
};

const unseen = (name: string, what: string): Finding => ({
  kind: 'unseen',
  message: `${name} ${what}`,
});
