import { START } from '@largesse/core';
import { linkOf } from '../workload/probe.js';
import type { Finding } from './finding.js';
import type { LogIndex } from './log-index.js';

/** Nothing is there twice, and nothing by half: from the log alone. */
export const checkBatches = ({ byKey, events }: LogIndex): readonly Finding[] => {
  const findings: Finding[] = [];
  let last = START;
  for (const { position } of events) {
    if (position <= last)
      findings.push({
        kind: 'doubled',
        message: `position ${at(position)} comes after ${at(last)}`,
      });
    last = position;
  }
  const placeOf = new Map(events.map((event, place) => [event, place]));
  for (const [key, recorded] of byKey) {
    const [first] = recorded;
    if (first === undefined) continue;
    const { size, fingerprint } = first.batch;
    const seen = new Set(recorded.map(({ batch }) => batch.index));
    const said = `batch "${key}"`;
    if (recorded.length > seen.size || recorded.length > size)
      findings.push({
        kind: 'doubled',
        message: `${said} has ${at(recorded.length)} events of ${at(size)}`,
      });
    const whole = Array.from({ length: size }, (_, index) => index).every((i) => seen.has(i));
    if (!whole)
      findings.push({
        kind: 'half',
        message: `${said} has ${at(seen.size)} events of ${at(size)}`,
      });
    const start = placeOf.get(first) ?? 0;
    const together = recorded.every(
      (event, i) =>
        placeOf.get(event) === start + i &&
        event.batch.index === i &&
        event.batch.size === size &&
        event.batch.fingerprint === fingerprint,
    );
    if (whole && recorded.length === size && !together)
      findings.push({ kind: 'half', message: `${said} does not stand together in its order` });
  }
  return findings;
};

/** Each probe's guard was kept: nothing of its chain stands between what it knew and itself. */
export const checkGuards = ({ events }: LogIndex): readonly Finding[] => {
  const findings: Finding[] = [];
  const ends = new Map<string, { readonly key: string; readonly position: number }>();
  const open = new Map<string, string>();
  for (const event of events) {
    const link = linkOf(event);
    if (link === undefined) continue;
    const { key } = event.batch;
    const before = ends.get(link.chain);
    if (open.get(link.chain) !== key && before !== undefined && before.position > link.after)
      findings.push({
        kind: 'unguarded',
        message: `probe "${key}" at ${at(event.position)} knew its chain up to ${at(link.after)}; "${before.key}" stands at ${at(before.position)}`,
      });
    open.set(link.chain, key);
    ends.set(link.chain, { key, position: event.position });
  }
  return findings;
};

const at = (number: number): string => String(number);
