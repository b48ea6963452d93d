import { hash } from 'node:crypto';
import { writeState, type DomainEvent, type EventCodec, type Projection } from '@largesse/core';

/** Raised when the text of a snapshot, or what an engine makes of a log, changes its meaning. */
const FORMAT = 1;

/**
 * Who made a snapshot, as one text: only what has the same text may use it. Names the format, the projection
 * with its version and its events, and a digest of all that can be seen of the code behind it: the
 * recipe's own source, its initial state, and how the codec reads these events. What the recipe
 * calls or has captured cannot be seen; for that there is `version`.
 */
export const snapshotSchema = <S, Ev extends DomainEvent>(
  projection: Projection<S, Ev>,
  codec: EventCodec<Ev>,
): string => {
  const { name, version, types } = projection;
  const code = [
    ...['tags', 'keyOf', 'initial', 'apply'].map((part) => sourceOf(projection, part)),
    ...types.map((type) => codec.schema(type)),
    writeState(projection.initial()),
  ];
  const digest = hash('sha256', JSON.stringify(code), 'hex').slice(0, 32);
  return [FORMAT, JSON.stringify(name), version, types.join(), digest].join(' ');
};

const sourceOf = (projection: object, part: string): string =>
  String(Reflect.get(projection, part));
