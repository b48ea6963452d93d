import type { DomainEvent, EventCodec, Json, UnreadableEvent } from '@largesse/core';
import { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import { Closed } from '../codec/closed.js';
import { Instant } from '../codec/scalar.js';
import { excerpt, malformed } from '../codec/malformed.js';
import type { EventDefinition, EventOf } from './define-event.js';

type Definitions<Ev extends DomainEvent> = {
  readonly [N in Ev['type']]: Extract<Ev, { type: N }> extends EventOf<N, infer D>
    ? EventDefinition<N, D>
    : never;
};

const unreadable = (field: string, message: string): E.Either<UnreadableEvent, never> =>
  E.left({ code: 'event_unreadable', field, message });

/** Writes the newest version of each event and reads every version, by the definitions. */
export const eventCodec = <Ev extends EventOf<string, unknown>>(
  definitions: Definitions<Ev>,
): EventCodec<Ev> => {
  // Each definition takes the data of its own type of event only: the lookup by type keeps that.
  const byType = new Map(
    Object.entries<EventDefinition<string, unknown>>(
      definitions as Record<string, EventDefinition<string, unknown>>,
    ),
  );
  return {
    encode: (event) => {
      const definition = byType.get(event.type);
      if (definition === undefined) throw new TypeError(`No definition of event "${event.type}"`);
      return {
        type: event.type,
        version: definition.version,
        at: event.at,
        tags: definition.tags(event.data),
        data: definition.data.encode(event.data),
      };
    },
    decode: ({ type, version, at, data }) => {
      const definition = byType.get(type);
      if (definition === undefined)
        return unreadable('type', `type: ${excerpt(type)} is not a known event`);
      if (!Number.isInteger(version) || version < 1 || version > definition.version) {
        return unreadable(
          'version',
          `version: ${String(version)} of ${type} is unknown here, which reads 1 to ${String(definition.version)}; use a newer Largesse`,
        );
      }
      if (!Instant.is(at)) return unreadable('at', `at: expected ${Instant.name}`);
      return E.map((decoded) => ({ type, at, data: decoded }) as Ev)(
        dataOf(definition, version, data),
      );
    },
    schema: (type) => {
      const definition = byType.get(type);
      if (definition === undefined) return 'unknown';
      const { version, data, upcasters } = definition;
      return [String(version), shapeOf(data), ...upcasters.map(String)].join(' ');
    },
  };
};

/** The names of a codec and of what is in it. */
const shapeOf = (codec: t.Mixed): string => {
  if (!(codec instanceof Closed)) return codec.name;
  const fields = Object.entries(codec.fields as Readonly<Record<string, t.Mixed>>);
  return `${codec.name}(${fields.map(([name, inner]) => `${name}: ${shapeOf(inner)}`).join(', ')})`;
};

/** The data of any version as the newest. An upcaster may trip over data that is damaged. */
const dataOf = (
  { type, version: newest, data: codec, upcasters }: EventDefinition<string, unknown>,
  version: number,
  data: Json,
): E.Either<UnreadableEvent, unknown> => {
  let raised = data;
  try {
    for (const raise of upcasters.slice(version - 1)) raised = raise(raised);
  } catch {
    const [from, to] = [String(version), String(newest)];
    return unreadable(
      'data',
      `data: version ${from} of ${type} cannot be turned into version ${to}`,
    );
  }
  const decoded = codec.decode(raised);
  if (E.isRight(decoded)) return decoded;
  const { field, message } = malformed(decoded.left);
  return field === ''
    ? unreadable('data', `data: ${message}`)
    : unreadable(`data.${field}`, `data.${message}`);
};
