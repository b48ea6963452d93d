import type { RecordedEvent } from '@largesse/core';

/** An event that nobody can change: it may be handed out again. */
export const frozenEvent = (event: RecordedEvent): RecordedEvent => {
  deepFreeze(event);
  return event;
};

const deepFreeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) deepFreeze(inner);
  Object.freeze(value);
};
