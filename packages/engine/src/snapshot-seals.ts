import type { DomainEvent, EventCodec, Projection } from '@largesse/core';
import type { Seal } from './sealed-state.js';
import { snapshotSchema } from './snapshot-schema.js';

/** What the snapshots of an entity are called. */
export const snapshotId = ({ name }: { readonly name: string }, key: string): string =>
  JSON.stringify([name, key]);

/** Why an entity gets no snapshots: its projection's name is another's, or its state is no plain data. */
export type Unsealable = 'name_taken' | 'state_not_plain';

/** Under which id and schema the snapshots of each entity are kept. */
export class SnapshotSeals<Ev extends DomainEvent> {
  /** Snapshots go by names: within an engine, the first projection with a name has it. */
  private readonly byName = new Map<string, { readonly of: object; readonly schema?: string }>();

  constructor(private readonly codec: EventCodec<Ev>) {}

  of<S>(projection: Projection<S, Ev>, key: string): Seal | Unsealable {
    const known = this.byName.get(projection.name) ?? this.known(projection);
    this.byName.set(projection.name, known);
    if (known.of !== projection) return 'name_taken';
    if (known.schema === undefined) return 'state_not_plain';
    return { id: snapshotId(projection, key), schema: known.schema };
  }

  private known<S>(projection: Projection<S, Ev>) {
    try {
      return { of: projection, schema: snapshotSchema(projection, this.codec) };
    } catch {
      return { of: projection };
    }
  }
}
