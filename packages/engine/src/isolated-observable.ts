import { messageOf } from '@largesse/core';
import {
  Observable,
  Subscriber,
  type Observer,
  type OperatorFunction,
  type Subscription,
} from 'rxjs';

/** What an engine does with the error of a subscriber that throws. */
export type OnSubscriberError = (thrown: unknown) => void;

type Next<T> = ((value: T) => void) | null;
type Handle = ((error: unknown) => void) | null;
type Complete = (() => void) | null;

/**
 * An observable whose subscribers can harm only themselves: one that throws is unsubscribed
 * and reported. rxjs would throw its error again from a timer, which ends the process. What is
 * made of it with `pipe` is isolated too.
 */
export class IsolatedObservable<T> extends Observable<T> {
  constructor(
    private readonly report: OnSubscriberError,
    onSubscribe: (subscriber: Subscriber<T>) => Subscription | (() => void),
  ) {
    super(onSubscribe);
    const pipe = (...operators: readonly OperatorFunction<unknown, unknown>[]) => {
      const piped = operators.reduce<Observable<unknown>>((made, operator) => operator(made), this);
      return new IsolatedObservable(report, (subscriber) => piped.subscribe(subscriber));
    };
    // The overloads of `pipe` cannot be written out once more; the operators fit as they came.
    this.pipe = pipe as Observable<T>['pipe'];
  }

  override subscribe(observerOrNext?: Partial<Observer<T>> | Next<T>): Subscription;
  override subscribe(next?: Next<T>, error?: Handle, complete?: Complete): Subscription;
  override subscribe(
    observerOrNext?: Partial<Observer<T>> | Next<T>,
    error?: Handle,
    complete?: Complete,
  ): Subscription {
    // An operator's own subscriber passes errors on by itself.
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer = observerOf(observerOrNext, error, complete);
    const isolation = new Isolation(this.report);
    const subscription = super.subscribe({
      next: (value) => {
        isolation.run(() => observer.next?.(value));
      },
      error: (failure: unknown) => {
        isolation.run(() => {
          if (observer.error === undefined) throw failure;
          observer.error(failure);
        });
      },
      complete: () => {
        isolation.run(() => observer.complete?.());
      },
    });
    isolation.of(subscription);
    return subscription;
  }
}

/** Runs what a subscriber wants to do until it throws. */
class Isolation {
  private subscription: Subscription | undefined;
  private threw = false;

  constructor(private readonly report: OnSubscriberError) {}

  of(subscription: Subscription): void {
    this.subscription = subscription;
    if (this.threw) subscription.unsubscribe();
  }

  run(act: () => void): void {
    if (this.threw) return;
    try {
      act();
    } catch (thrown) {
      this.threw = true;
      this.subscription?.unsubscribe();
      this.tell(thrown);
    }
  }

  /** Who hears of it may throw as well, and must not end the process either. */
  private tell(thrown: unknown): void {
    try {
      this.report(thrown);
    } catch (again) {
      process.emitWarning(`onSubscriberError threw: ${messageOf(again)}`);
    }
  }
}

const observerOf = <T>(
  observerOrNext?: Partial<Observer<T>> | Next<T>,
  error?: Handle,
  complete?: Complete,
): Partial<Observer<T>> =>
  typeof observerOrNext === 'object' && observerOrNext !== null
    ? observerOrNext
    : {
        ...(observerOrNext ? { next: observerOrNext } : {}),
        ...(error ? { error } : {}),
        ...(complete ? { complete } : {}),
      };
