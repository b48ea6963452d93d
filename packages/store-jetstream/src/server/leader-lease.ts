import { endOfLog, type EndOfLog, type LeaderWord } from './leader-word.js';

/** Milliseconds that pass, and a wait for some to pass. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A word that counts, and when it was asked for and heard. */
interface HeardWord extends EndOfLog {
  readonly asked: number;
  readonly heard: number;
}

/**
 * A copy that was in touch with its leader waits at least four seconds before it wants another. The contact of a
 * word that counts is at most two seconds old, and was heard of at most one second late if the leader was awake a second
 * before. So for one second more nobody else leads.
 */
const LEASE = 1_000;

/** A leader that wakes up has taken what was sent to it meanwhile after so many milliseconds: of its successor, too. */
const AWAKE = 50;

/**
 * Where the log ends, as only the server can know that leads. A leader that wakes up after it was replaced takes
 * answers of copies from before its sleep for fresh ones, until it comes to what its successor sent. So its word
 * counts only right after another of the same leader, or said again a moment later: somebody who asks more than once
 * a second does not wait for that.
 */
export class LeaderLease {
  private counted: HeardWord | undefined;
  /** Settles when the question that is under way is answered. */
  private answered: Promise<unknown> = Promise.resolve();
  /** The answer to the question after that. */
  private next: Promise<EndOfLog> | undefined;

  constructor(
    private readonly ask: () => Promise<LeaderWord>,
    private readonly clock: Clock,
  ) {}

  /**
   * Whatever was acknowledged before this was called is at or below it. Rejects if no word counts at the moment.
   * Those who call while a question is under way, which may be answered with what was so before, share the next one.
   */
  end(): Promise<EndOfLog> {
    this.next ??= this.afterAnswer();
    return this.next;
  }

  private afterAnswer(): Promise<EndOfLog> {
    const next = this.answered.then(() => {
      this.next = undefined;
      return this.endNow();
    });
    this.answered = next.catch(() => undefined);
    return next;
  }

  private async endNow(): Promise<EndOfLog> {
    const before = this.counted;
    const word = await this.word();
    this.counted = isRightAfter(word, before) ? word : await this.saidAgain(word);
    return this.counted;
  }

  private async saidAgain(word: HeardWord): Promise<HeardWord> {
    await this.clock.sleep(AWAKE);
    const again = await this.word();
    if (isRightAfter(again, word)) return again;
    throw new Error('The leader of the stream changes, or answers too late to be believed');
  }

  private async word(): Promise<HeardWord> {
    const asked = this.clock.now();
    const end = endOfLog(await this.ask());
    return { ...end, asked, heard: this.clock.now() };
  }
}

const isRightAfter = ({ leader, heard }: HeardWord, before: HeardWord | undefined): boolean =>
  leader === undefined || (leader === before?.leader && heard - before.asked <= LEASE);
