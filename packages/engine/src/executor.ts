import { dispatch, type Command, type GiftingEvent } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { Execution, type Result, type Rules, type ExecutionContext } from './execution.js';
import type { FoldCache } from './fold-cache.js';
import { OpenReads } from './open-reads.js';
import { failureOf } from './outcome.js';
import { passAll, takeAll, type Turns } from './turns.js';

/** Runs commands: those that are in each other's way one after the other, all others at once. */
export class Executor {
  private underWay = 0;
  private idle: (() => void) | undefined;

  constructor(
    private readonly context: ExecutionContext,
    private readonly cache: FoldCache<GiftingEvent>,
  ) {}

  execute(command: Command): Promise<Result> {
    return dispatch(command, (rules, judged) => this.inTurn(rules, judged, command));
  }

  /** Resolves when nothing is under way any more. */
  async ended(): Promise<void> {
    if (this.underWay === 0) return;
    await new Promise<void>((resolve) => {
      this.idle = resolve;
    });
  }

  private inTurn<C, V>(rules: Rules<C, V>, judged: C, command: Command): Promise<Result> {
    const reads = new OpenReads<V, GiftingEvent>(this.cache, rules.reads(judged));
    const turns = reads.contended(rules);
    const start = (): Promise<Result> =>
      new Execution(this.context, rules, judged, command, reads).attempt(false);
    this.underWay += 1;
    const turn = takeAll(turns);
    return (turn === undefined ? begin(start) : turn.then(start)).then(
      (result) => this.done(turns, result),
      (thrown: unknown) => this.done(turns, E.left(failureOf(thrown))),
    );
  }

  private done(turns: readonly Turns[], result: Result): Result {
    passAll(turns);
    this.underWay -= 1;
    if (this.underWay === 0) this.idle?.();
    return result;
  }
}

/** Starts at once; what is thrown comes as a rejection. */
const begin = (start: () => Promise<Result>): Promise<Result> => {
  try {
    return start();
  } catch (thrown) {
    return Promise.reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
  }
};
