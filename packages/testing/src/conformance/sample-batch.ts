import type { AppendCondition, Batch, Json, NewEvent, Query, Tag } from '@largesse/core';

/** An event of no domain in particular. */
export const sampleEvent = (
  type: string,
  tags: readonly Tag[] = [],
  data: Json = { amount: '1' },
): NewEvent => ({ type, version: 1, at: '2026-03-01T18:00:00.000Z', tags, data });

/** A batch whose fingerprint follows from its key, without conditions unless some are given. */
export const sampleBatch = (
  key: string,
  events: Batch['events'],
  conditions: readonly AppendCondition[] = [],
): Batch => ({ key, fingerprint: `fingerprint of ${key}`, events, conditions });

/** The query for events with a tag. */
export const tagged = (...tags: readonly Tag[]): Query => ({ items: [{ tags }] });

/** The numbers from 0 below `count`. */
export const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => i);
