import type { Position, RecordedEvent } from '@largesse/core';
import { eventMessage } from '../../test/message.js';
import { Hopeless } from '../patiently.js';
import { steadyRead } from './steady-read.js';

const eventAt = (position: Position): readonly RecordedEvent[] => {
  const { event } = eventMessage(position, String(position));
  return event === undefined ? [] : [event];
};

/** Hands out events one by one, and fails before those that are named, once each. */
const failingBefore = (...failing: Position[]) => {
  const begun: Position[] = [];
  const read = async function* (after: Position) {
    begun.push(after);
    for (let position = after + 1; position <= 4; position += 1) {
      const at = failing.indexOf(position);
      if (at >= 0) {
        failing.splice(at, 1);
        throw new Error('no leader');
      }
      yield eventAt(position);
    }
  };
  return { begun, read };
};

const steadily = (
  read: (after: Position) => AsyncIterator<readonly RecordedEvent[]>,
  patience = 10_000,
) =>
  steadyRead({ read, patience, failure: (thrown) => new Error(`The store: ${String(thrown)}`) }, 0);

test('a read that is interrupted goes on after the last event that was handed out', async () => {
  const { begun, read } = failingBefore(1, 3, 3);
  const seen: Position[] = [];
  for await (const [event] of steadily(read)) seen.push(event?.position ?? 0);
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(begun).toEqual([0, 0, 2, 2]);
});

test('it fails with what the servers said when they say nothing else until time is up', async () => {
  const { read } = failingBefore(2);
  const found = steadily(read, 0);
  expect((await found.next()).done).toBe(false);
  await expect(found.next()).rejects.toThrow('The store: Error: no leader');
});

test('it fails at once with what asking again does not mend', async () => {
  let asked = 0;
  const read = async function* () {
    asked += 1;
    yield eventAt(1);
    throw new Hopeless('another stream');
  };
  const found = steadily(read);
  await found.next();
  await expect(found.next()).rejects.toThrow('The store: Hopeless: another stream');
  expect(asked).toBe(1);
});

test('what a reader throws into it is no failure of the store: it comes back and ends the read', async () => {
  const { begun, read } = failingBefore();
  const found = steadily(read);
  await found.next();
  const enough = new Error('enough');
  await expect(found.throw(enough)).rejects.toBe(enough);
  expect(await found.next()).toEqual({ done: true, value: undefined });
  expect(begun).toEqual([0]);
});
