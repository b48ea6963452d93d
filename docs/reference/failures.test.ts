import type { DamageCode } from '@largesse/audit';
import type { AppendError } from '@largesse/core';
import type { Failed, SnapshotProblem } from '@largesse/engine';
import { sectionsOf } from './page.js';

/** The compiler sees to it that these are all codes, and no other. */
const ofCommands: Record<Failed['code'], true> = {
  store_unavailable: true,
  outcome_unknown: true,
  too_many_conflicts: true,
  event_unreadable: true,
  engine_closed: true,
};
const ofAppends: Record<AppendError['code'], true> = {
  condition_failed: true,
  key_reused: true,
  outcome_unknown: true,
  store_unavailable: true,
};
const ofLogs: Record<DamageCode, true> = {
  not_a_log: true,
  cut_off: true,
  line_too_long: true,
  invalid_utf8: true,
  not_json: true,
  malformed: true,
  unknown_event: true,
  not_canonical: true,
  after_end: true,
  chain_broken: true,
  out_of_order: true,
  end_mismatch: true,
};
const ofSnapshots: Record<SnapshotProblem['code'], true> = {
  load_failed: true,
  save_failed: true,
  damaged: true,
  not_of_this_log: true,
  state_not_plain: true,
  name_taken: true,
};

test.each([
  ['failures.md', 'Of a command', ofCommands],
  ['failures.md', 'Of an append to a store', ofAppends],
  ['failures.md', 'Of a log file', ofLogs],
  ['../explanation/snapshots.md', 'When one is used', ofSnapshots],
])('%s lists under "%s" every code that there is, and no other', (page, title, codes) => {
  const section = sectionsOf(page).find((each) => each.title === title);
  const listed = section?.tables.at(-1)?.map(([code]) => code);
  expect(listed).toEqual(Object.keys(codes));
});
