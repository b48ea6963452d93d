import { keyedFold, type KeyedFold, type Positioned, type Projection } from '@largesse/core';
import {
  Books,
  Ledger,
  payment,
  payoutProfile,
  policies,
  withdrawal,
  type GiftingEvent,
} from '@largesse/domain';

/** Every fold of a log that is verified, each by plain mutation, and the ledger beside them. */
export class LogFolds {
  readonly books = new Books();
  readonly ledger = new Ledger();

  private readonly others = [
    keyedFold<unknown, GiftingEvent>(policies),
    keyedFold<unknown, GiftingEvent>(payment),
    keyedFold<unknown, GiftingEvent>(withdrawal),
    keyedFold<unknown, GiftingEvent>(payoutProfile),
  ] as const;

  /** All of them. */
  readonly all: readonly Pick<KeyedFold<unknown, GiftingEvent>, 'projection' | 'states'>[] = [
    this.books.wallets,
    this.books.creators,
    this.books.commission,
    this.books.revenue,
    ...this.others,
  ];

  private readonly byName = new Map(this.all.map((fold) => [fold.projection.name, fold.states]));

  add(positioned: Positioned<GiftingEvent>): void {
    this.books.add(positioned);
    this.ledger.add(positioned);
    for (const fold of this.others) fold.add(positioned);
  }

  /** The state of an entity: its first one if no event concerned it. */
  state<S>(projection: Projection<S, GiftingEvent>, key: string): S {
    const folded = this.byName.get(projection.name)?.get(key);
    // States are kept by the projection that made them.
    return folded === undefined ? projection.initial() : (folded.state as S);
  }
}
