import { giftingEvents } from '@largesse/domain';
import { hash } from 'node:crypto';
import type { Contender } from '../rounds.js';

const OPERATIONS = 200_000;

const event = giftingEvents.encode({
  type: 'IdentityVerified',
  at: '2026-03-01T18:00:00.000Z',
  data: { creatorId: 'bea'.padEnd(64, 'a') },
});
const text = JSON.stringify({ event, padding: '' }).padEnd(250, ' ');

const repeated = (name: string, operation: () => unknown): Contender => ({
  name,
  operations: OPERATIONS,
  prepare: () => () => {
    for (let i = 0; i < OPERATIONS; i += 1) operation();
    return Promise.resolve();
  },
});

/** What the same machine does of things that everybody knows: machines differ, ratios less. */
export const scale: readonly Contender[] = [
  repeated('JSON.parse of 250 bytes', () => JSON.parse(text)),
  repeated('SHA-256 of 250 bytes', () => hash('sha256', text, 'hex')),
];
