import { Observable, Subscriber, type Observer, type Operator, type Subscription } from 'rxjs';

/** What an engine does with the error of a subscriber that throws. */
export type OnSubscriberError = (thrown: unknown) => void;

type Next<T> = ((value: T) => void) | null;

/**
 * An observable whose subscribers can harm only themselves: one that throws is unsubscribed
 * and reported. rxjs would throw its error again from a timer, which ends the process. What is
 * made of it with `pipe` is isolated too.
 */
export class IsolatedObservable<T> extends Observable<T> {
  constructor(
    private readonly report: OnSubscriberError,
    onSubscribe?: (subscriber: Subscriber<T>) => () => void,
  ) {
    super(onSubscribe);
  }

  /** @internal rxjs makes every piped observable through this. */
  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    const lifted = new IsolatedObservable<R>(this.report);
    lifted.source = this;
    lifted.operator = operator as Operator<unknown, R> | undefined;
    return lifted;
  }

  override subscribe(observerOrNext?: Partial<Observer<T>> | Next<T>): Subscription;
  override subscribe(
    next?: Next<T>,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription;
  override subscribe(
    observerOrNext?: Partial<Observer<T>> | Next<T>,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    // An operator's own subscriber passes errors on by itself.
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer: Partial<Observer<T>> =
      typeof observerOrNext === 'object' && observerOrNext !== null
        ? observerOrNext
        : {
            ...(observerOrNext ? { next: observerOrNext } : {}),
            ...(error ? { error } : {}),
            ...(complete ? { complete } : {}),
          };
    return super.subscribe(this.guarded(observer));
  }

  private guarded(observer: Partial<Observer<T>>): Subscriber<T> {
    const attempt = (act: () => void): void => {
      try {
        act();
      } catch (thrown) {
        subscriber.unsubscribe();
        this.report(thrown);
      }
    };
    const subscriber: Subscriber<T> = new Subscriber<T>({
      next: (value) => {
        attempt(() => observer.next?.(value));
      },
      error: (failure: unknown) => {
        attempt(() => {
          if (observer.error === undefined) throw failure;
          observer.error(failure);
        });
      },
      complete: () => {
        attempt(() => observer.complete?.());
      },
    });
    return subscriber;
  }
}
