import type { Durability } from '@largesse/core';

/** What was found out about the servers of a stream. */
export interface Found {
  readonly stream: string;
  readonly version: string;
  readonly replicas: number;
  /** Whether every server syncs before it acknowledges; undefined if nobody says. */
  readonly syncs: boolean | undefined;
}

/** What a stream keeps, and through what. */
export const durabilityOf = ({ stream, version, replicas, syncs }: Found): Durability => ({
  survivesProcessEnd: true,
  survivesPowerLoss: syncs === true,
  survivesMachineLoss: replicas >= 3,
  notes: [
    `Stream ${stream} on NATS ${version}, file storage, ${replicas === 1 ? 'one copy' : `${String(replicas)} copies`}.`,
    replicas >= 3
      ? 'An append is acknowledged when most copies have it: one machine may be lost with its disk.'
      : 'Fewer than three copies: a machine that is lost takes acknowledged events with it. Run three servers and replicas: 3.',
    syncNote(syncs),
  ],
});

const syncNote = (syncs: boolean | undefined): string => {
  if (syncs === true)
    return 'Every server syncs to disk before it acknowledges (sync_interval: always).';
  const remedy = 'Set sync_interval: always in the jetstream block of every server';
  return syncs === false
    ? `Servers acknowledge before they sync to disk: a loss of power of several machines at once loses acknowledged events. ${remedy}.`
    : `The servers do not tell a client whether they sync before they acknowledge (by default they do not), so no loss of power of several machines at once is promised to be survived. ${remedy}, and name all monitors to have it checked.`;
};
