import type { Batch } from '@largesse/core';

/** Throws a `TypeError` for a version that is none: it would fail all that are written with it. */
export const checkVersions = ({ key, events }: Batch): void => {
  for (const [i, { type, version }] of events.entries()) {
    if (Number.isInteger(version) && version >= 0 && version < 2 ** 31) continue;
    const name = `Event ${String(i)} (${type}) of ${JSON.stringify(key)}`;
    throw new TypeError(`${name}: ${String(version)} is no version of a schema`);
  }
};
