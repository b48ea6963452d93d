import type { DomainEvent, Positioned } from '@largesse/core';
import { failureOf, type Failed } from './outcome.js';

/** Which events a group of listeners is about, and how an event finds its listeners. */
export interface Route<Ev extends DomainEvent> {
  readonly types: readonly Ev['type'][];
  keyOf(event: Ev): string;
}

export interface Listener<Ev extends DomainEvent> {
  readonly next: (positioned: Positioned<Ev>) => void;
  readonly error: (failure: Failed) => void;
  readonly complete: () => void;
}

/** Those who listen on a route, by key. */
type Listeners<Ev extends DomainEvent> = Map<string, Set<Listener<Ev>>>;

/**
 * Connects events with those who listen for them. An event costs a look-up for each kind of
 * view that somebody has, however many views there are.
 */
export class Switchboard<Ev extends DomainEvent> {
  private readonly lines = new Map<Route<Ev>, Listeners<Ev>>();
  private count = 0;

  /** Connects a listener; what is returned disconnects it. */
  connect(route: Route<Ev>, key: string, listener: Listener<Ev>): () => void {
    const line: Listeners<Ev> = this.lines.get(route) ?? new Map<string, Set<Listener<Ev>>>();
    this.lines.set(route, line);
    const those = line.get(key) ?? new Set<Listener<Ev>>();
    line.set(key, those.add(listener));
    this.count += 1;
    return () => {
      if (!those.delete(listener)) return;
      if (those.size === 0 && line.get(key) === those) line.delete(key);
      if (line.size === 0 && this.lines.get(route) === line) this.lines.delete(route);
      this.count -= 1;
    };
  }

  isEmpty(): boolean {
    return this.count === 0;
  }

  /** Whether anybody listens for events of a type, so that others need not be decoded. */
  wants(type: string): boolean {
    for (const route of this.lines.keys()) if (route.types.includes(type)) return true;
    return false;
  }

  deliver(positioned: Positioned<Ev>): void {
    for (const [route, listeners] of this.lines) {
      if (!route.types.includes(positioned.event.type)) continue;
      const those = listeners.get(route.keyOf(positioned.event));
      if (those === undefined) continue;
      for (const listener of [...those]) hand(positioned, listener);
    }
  }

  everyone(): readonly Listener<Ev>[] {
    return [...this.lines.values()].flatMap((line) =>
      [...line.values()].flatMap((those) => [...those]),
    );
  }
}

/** A recipe that throws ends the views that use it, and no other. */
const hand = <Ev extends DomainEvent>(positioned: Positioned<Ev>, listener: Listener<Ev>): void => {
  try {
    listener.next(positioned);
  } catch (thrown) {
    listener.error(failureOf(thrown));
  }
};
