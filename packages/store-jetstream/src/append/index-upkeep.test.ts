import { IndexUpkeep } from './index-upkeep.js';

test('indexes are begun late and brought far, in turn with events', () => {
  let lacking = 0;
  const upkeep = new IndexUpkeep(
    { head: 100, indexed: () => 100 - lacking },
    { indexFrom: 10, indexTo: 3 },
  );
  const due = (behind: number): boolean => {
    lacking = behind;
    return upkeep.areDue();
  };
  expect([5, 10].map(due)).toEqual([false, false]);
  expect([11, 9, 9, 5, 5].map(due)).toEqual([true, false, true, false, true]);
  expect([3, 9, 10, 11].map(due)).toEqual([false, false, false, true]);
});
