import type { EventCodec } from '@largesse/core';
import type { GiftingEvent } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { eventBody } from './event-line.js';
import { fieldFault, recordedOf, unknownField } from './event-fields.js';
import { endBody, lineText, splitHash } from './format.js';
import { damage, jsonOf, requireCanonical, textOf } from './line-text.js';
import type { LogEnd, LogEntry } from './log-line.js';
import type { RawLine } from './split-lines.js';

/** A line as read, with the two texts that its place in the chain depends on. */
interface Read<L> {
  readonly line: Omit<L, 'hashFits'>;
  readonly body: string;
  readonly hash: string;
}

/** Reads a line after the header: an event or the end. Throws `LogDamaged` for anything else. */
export const readEntry = (
  raw: RawLine,
  codec: EventCodec<GiftingEvent>,
): Read<LogEntry> | Read<LogEnd> => {
  const text = textOf(raw);
  const value = jsonOf(raw, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw damage('malformed', raw, 'a line of a log is a JSON object');
  const split = splitHash(text);
  if (Object.hasOwn(value, 'end')) return endLine(raw, text, value, split);
  const fault = fieldFault(value);
  if (fault !== undefined) throw damage('malformed', raw, fault);
  const recorded = recordedOf(value);
  const decoded = codec.decode(recorded);
  if (E.isLeft(decoded)) {
    const { field, message } = decoded.left;
    const isUnknown = field === 'type' || field === 'version';
    throw damage(isUnknown ? 'unknown_event' : 'malformed', raw, message);
  }
  const event = decoded.right;
  const newest = codec.encode(event);
  const body = eventBody(recorded, newest.version === recorded.version ? newest : recorded);
  if (split?.body !== body) {
    const unknown = unknownField(value);
    throw unknown === undefined
      ? notWritten(raw, text, value, body)
      : damage('malformed', raw, unknown);
  }
  const { line, byte } = raw;
  return { line: { kind: 'event', line, byte, recorded, event }, ...split };
};

const endLine = (
  raw: RawLine,
  text: string,
  value: object,
  split: ReturnType<typeof splitHash>,
): Read<LogEnd> => {
  const [, events, position] =
    /^\{"end":\{"events":(\d{1,16}),"position":(\d{1,16})\}/.exec(text) ?? [];
  const end = { events: Number(events), position: Number(position) };
  if (events === undefined)
    throw damage('malformed', raw, 'end: expected {"events":N,"position":P}');
  const body = endBody(end.events, end.position);
  if (split?.body !== body) throw notWritten(raw, text, value, body);
  const { line, byte } = raw;
  return { line: { kind: 'end', line, byte, ...end }, ...split };
};

/** Names the fault of a line whose fields are good but whose bytes are not a writer's. */
const notWritten = (raw: RawLine, text: string, value: object, body: string): Error => {
  const hash = new Map<string, unknown>(Object.entries(value)).get('hash');
  if (hash === undefined) return damage('malformed', raw, 'hash: is missing');
  const canonical = lineText(body, typeof hash === 'string' ? hash : '').slice(0, -1);
  requireCanonical(raw, text, canonical);
  return damage('malformed', raw, 'hash: expected 64 lowercase hex digits');
};
