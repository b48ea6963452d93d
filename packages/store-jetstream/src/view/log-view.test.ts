import { eventMessage, indexMessage, subjects } from '../../test/message.js';
import { LogView } from './log-view.js';

const key = (name: string) => subjects.event(name, 0);
const ann = subjects.tag('wallet:ann');

const viewOf = (most: number, ...keys: readonly string[]): LogView => {
  const view = new LogView(subjects, most);
  for (const [n, name] of keys.entries()) view.add(eventMessage(n + 1, name, ['wallet:ann']));
  return view;
};

test('a log that was seen from its beginning leaves nothing to ask', () => {
  const view = viewOf(10, 'a', 'b');
  expect(view.knows(key('never'))).toBe(true);
  expect(view.last(key('never'))).toBeUndefined();
  expect(view.last(key('b'))?.sequence).toBe(2);
});

test('what is no longer remembered is asked about, and only of a server that has come far enough', () => {
  const view = viewOf(2, 'a', 'b', 'c', 'd', 'e');
  expect(view.horizon).toBe(3);
  expect(view.knows(key('d'))).toBe(true);
  expect(view.knows(key('a'))).toBe(false);
  expect(view.learn(key('a'), undefined, 2)).toBe(false);
  expect(view.knows(key('a'))).toBe(false);
  const last = { sequence: 1, index: undefined, commit: 'a' };
  expect(view.learn(key('a'), last, 3)).toBe(true);
  expect(view.last(key('a'))).toEqual(last);
});

test('what a server said does not hide what was written since', () => {
  const view = viewOf(2, 'a', 'b', 'c', 'd');
  view.learn(key('x'), undefined, 4);
  view.add(eventMessage(5, 'x'));
  view.learn(key('x'), undefined, 4);
  expect(view.last(key('x'))?.sequence).toBe(5);
  view.add(eventMessage(6, 'y'));
  view.add(eventMessage(7, 'z'));
  // Forgotten as written, remembered as said.
  expect(view.last(key('x'))?.sequence).toBe(5);
});

test('a commit that was seen in part is not settled before its end', () => {
  const view = viewOf(10, 'a');
  view.add({ ...eventMessage(2, 'b'), ends: false });
  expect([view.head, view.settled]).toEqual([2, 1]);
  view.add(eventMessage(3, 'b'));
  expect(view.settled).toBe(3);
});

test('messages come one after the other: a gap is an error, a repeat is nothing', () => {
  const view = viewOf(10, 'a', 'b');
  view.add(eventMessage(1, 'a'));
  expect(view.head).toBe(2);
  expect(() => view.add(eventMessage(4, 'd'))).toThrow('does not follow');
});

test('events are pending until the index of each of their tags and of their type is written', () => {
  const view = viewOf(10, 'a', 'b');
  expect(view.indexed()).toBe(0);
  expect(view.indexOf(ann).lacks.get('Gift')).toEqual([1, 2]);
  view.add(indexMessage(3, ann, new Map([['Gift', [[1, 2]]]])));
  expect(view.indexOf(ann).lacks.size).toBe(0);
  expect(view.indexed()).toBe(0);
  view.add(indexMessage(4, subjects.type('Gift'), new Map([['Gift', [[1, 2]]]])));
  expect(view.indexed()).toBe(4);
  view.add(eventMessage(5, 'c', ['wallet:ann']));
  expect(view.indexed()).toBe(4);
  expect(view.indexOf(ann).lacks.get('Gift')).toEqual([5]);
});

test('begun anew where the indexes were complete, a view comes to what is pending', () => {
  const whole = viewOf(10, 'a', 'b', 'c', 'd');
  const late = new LogView(subjects, 10);
  late.restart({ count: 4, lastEvent: 4, indexed: 2 });
  late.add(eventMessage(3, 'c', ['wallet:ann']));
  late.add(eventMessage(4, 'd', ['wallet:ann']));
  expect(late.indexOf(ann).lacks.get('Gift')).toEqual([3, 4]);
  expect([late.head, late.count, late.lastEvent]).toEqual([
    whole.head,
    whole.count,
    whole.lastEvent,
  ]);
  expect(late.knows(key('a'))).toBe(false);
  expect(late.knows(key('d'))).toBe(true);
});
