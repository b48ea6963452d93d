import { history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { evening } from '../../test/evening.js';
import { chunks, linesOf, logOf, record, rehash } from '../../test/log-support.js';
import { compareBalances } from '../balances/compare-balances.js';
import { invariantNames, type InvariantName } from './invariant.js';
import { createVerifier, verify } from './verifier.js';

const lines = linesOf(logOf(record(evening)));
const check = (file: string) => verify(chunks(file));
const asFile = (changed: readonly string[]) => `${changed.join('\n')}\n`;

/** The lines of the evening with one of them changed; line 2 is position 1. */
const changed = (line: number, from: string | RegExp, to: string): readonly string[] =>
  lines.map((text, i) => {
    if (i !== line - 1) return text;
    expect(text).toMatch(from);
    return text.replace(from, to);
  });

const without = (line: number) => lines.filter((_, i) => i !== line - 1);
const repeated = (line: number) =>
  lines.flatMap((text, i) => (i === line - 1 ? [text, text] : [text]));
/** An event said again at the next positions, so that only what it does is repeated. */
const again = (line: number, from: string, to: string) =>
  rehash([
    ...lines.slice(0, 10),
    (lines[line - 1] ?? '').replace(/"position":\d+/, '"position":10').replace(from, to),
    '{"end":{"events":10,"position":10},"hash":""}',
  ]);

test('an honest log keeps every invariant, and its balances are those of the referee', async () => {
  await fc.assert(
    fc.asyncProperty(history(), async (commands) => {
      const report = await check(logOf(record(commands)));
      expect(report.invariants.filter(({ held }) => !held)).toEqual([]);
      expect(report.held).toBe(true);
      expect(compareBalances(judge(commands).balances, report.balances)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('the evening keeps every invariant', async () => {
  const { held, invariants, events, position } = await check(asFile(lines));
  expect({ held, events, position }).toEqual({ held: true, events: 9, position: 9 });
  expect(invariants.map(({ invariant }) => invariant)).toEqual(invariantNames);
});

const broken: readonly [string, string, Partial<Record<InvariantName, number>>, number, string][] =
  [
    // What happened to the log, the log, the invariants that it breaks and how often, the line, the message of the first.
    [
      'an amount was changed',
      asFile(changed(4, '"coins":"500"', '"coins":"501"')),
      { log_chain: 1, policy_never_rewritten: 1, justified: 1 },
      4,
      'was changed',
    ],
    [
      'a line was lost',
      asFile(without(5)),
      { log_chain: 1, log_complete: 1, justified: 2 },
      5,
      'the hash does not fit',
    ],
    [
      'a line was repeated',
      asFile(repeated(4)),
      {
        log_chain: 1,
        log_complete: 1,
        positions: 1,
        coins_in_circulation: 1,
        justified: 1,
        takes_effect_once: 1,
      },
      5,
      'repeated',
    ],
    ['the end was cut', asFile(lines.slice(0, -1)), { log_complete: 1 }, 10, 'no end line'],
    [
      'the end counts wrong',
      rehash([...lines.slice(0, -1), '{"end":{"events":8,"position":9},"hash":""}']),
      { log_complete: 1 },
      11,
      'counts 8 events up to position 9; there are 9 up to position 9',
    ],
    [
      'positions run backwards',
      rehash(changed(10, '"position":9', '"position":7')),
      { log_complete: 1, positions: 1 },
      11,
      'counts 9 events up to position 9; there are 9 up to position 8',
    ],
    [
      'a batch is cut',
      rehash(changed(5, '"size":1', '"size":2')),
      { batches: 1, justified: 1 },
      6,
      'batch "c4" is cut by "c5"',
    ],
    [
      'a batch begins in the middle',
      rehash(changed(5, '"index":0,"size":1', '"index":1,"size":2')),
      { batches: 1, justified: 1 },
      5,
      'begins with event 1 of 2',
    ],
    [
      'share and commission are not the worth',
      rehash(changed(4, '"share":"1111166"', '"share":"1111167"')),
      { postings_sum_to_zero: 1, gift_divides_exactly: 1, policy_never_rewritten: 1, justified: 1 },
      4,
      'leave 1 of DIAMOND',
    ],
    [
      'more was spent than there was',
      rehash(changed(4, '"coins":"500"', '"coins":"708"')),
      { no_negative_balance: 1, policy_never_rewritten: 1, justified: 1 },
      4,
      'wallet:ann is below zero',
    ],
    [
      'an event stands twice at one position',
      rehash([
        ...lines.slice(0, 4),
        lines[3] ?? '',
        ...lines.slice(4, -1),
        '{"end":{"events":10,"position":9},"hash":""}',
      ]),
      { positions: 1, coins_in_circulation: 1, takes_effect_once: 1, justified: 1 },
      5,
      'position 3 comes after 3',
    ],
    [
      'a payment credited coins twice',
      again(3, '"key":"c2"', '"key":"x"'),
      { takes_effect_once: 1, justified: 1 },
      11,
      'payment "stripe:pi_1',
    ],
    [
      'a command took effect twice',
      again(4, '"quantity":1', '"quantity":1'),
      { takes_effect_once: 1, no_negative_balance: 1, justified: 1 },
      11,
      'wallet:ann is below zero',
    ],
    [
      'a withdrawal is settled twice',
      again(8, '"key":"c7"', '"key":"x"'),
      { no_negative_balance: 1, withdrawal_settled_once: 1, justified: 1 },
      11,
      'creator:bea:in-payout is below zero',
    ],
    [
      'a withdrawal is settled otherwise',
      rehash(changed(8, '"diamonds":"600000"', '"diamonds":"590000"')),
      { withdrawal_settled_once: 1, justified: 1 },
      8,
      'another amount of diamonds than was requested',
    ],
    [
      'a settlement without a request',
      rehash(
        changed(8, /"w1"(?=,"reason)/, '"w3"').map((text) =>
          text.replace(
            'withdrawal:w1"],"data":{"creatorId":"bea","withdrawalId":"w3"',
            'withdrawal:w3"],"data":{"creatorId":"bea","withdrawalId":"w3"',
          ),
        ),
      ),
      { withdrawal_settled_once: 1, justified: 1 },
      8,
      'nobody requested withdrawal "w3"',
    ],
    [
      'a policy is published again',
      again(2, '"key":"c1"', '"key":"x"'),
      { policy_never_rewritten: 1, justified: 1 },
      11,
      'policy "2026-01" was published before',
    ],
    [
      'a policy is published after what was done under it',
      rehash(without(2).toSpliced(-1, 1, '{"end":{"events":8,"position":9},"hash":""}')),
      { policy_never_rewritten: 4, justified: 4 },
      2,
      'is not published before it',
    ],
    [
      'a policy is not in force yet',
      rehash(changed(3, '"at":"2026-03', '"at":"2025-03')),
      { policy_never_rewritten: 1, justified: 1 },
      3,
      'policy "none" was in force at 2025-03-01',
    ],
    [
      'the net of a payout is not what the policy gives',
      rehash(changed(9, '"net":"25"', '"net":"26"')),
      { withdrawal_settled_once: 1, policy_never_rewritten: 1, justified: 2 },
      10,
      'another net',
    ],
    [
      'the fingerprint is not the command’s',
      rehash(
        changed(
          5,
          /(?<="fingerprint":")./,
          (lines[4] ?? '').includes('"fingerprint":"0') ? '1' : '0',
        ),
      ),
      { justified: 1 },
      5,
      'has the fingerprint',
    ],
    [
      'what the rules refuse was recorded',
      rehash(without(5).toSpliced(-1, 1, '{"end":{"events":8,"position":9},"hash":""}')),
      { justified: 2 },
      6,
      'would be refused: identity_not_verified',
    ],
    [
      'an amount is more than a command can hold',
      rehash(changed(3, '"price":"740"', '"price":"9007199254740993"')),
      { policy_never_rewritten: 1, justified: 1 },
      3,
      'price 740, not 9007199254740993',
    ],
  ];

test.each(broken)(
  '%s: just what that breaks is reported',
  async (_, file, expected, line, message) => {
    const { held, invariants } = await check(file);
    expect(held).toBe(false);
    const found = invariants.filter((result) => !result.held);
    expect(
      Object.fromEntries(found.map(({ invariant, violations }) => [invariant, violations])),
    ).toEqual(expected);
    const [first] = found;
    expect(first?.first?.line).toBe(line);
    expect(first?.first?.message).toContain(message);
  },
);

test('the first violation has its position, its event, and the balances before and after', async () => {
  const { invariants } = await check(rehash(changed(4, '"coins":"500"', '"coins":"708"')));
  const first = invariants.find(({ invariant }) => invariant === 'no_negative_balance')?.first;
  expect(first).toMatchObject({ line: 4, position: 3, event: { type: 'GiftSent' } });
  expect(first?.balances).toContainEqual({
    account: 'wallet:ann',
    asset: 'COIN',
    before: 707n,
    after: -1n,
  });
  const before = invariants.find(({ invariant }) => invariant === 'justified')?.first;
  expect(before?.balances).toEqual(first?.balances);
});

test('every violation can be had, not only the first', async () => {
  const seen: string[] = [];
  await verify(chunks(asFile(repeated(4))), {
    onViolation: (invariant, { line }) => seen.push(`${invariant} ${String(line)}`),
  });
  expect(seen.slice(0, 3)).toEqual(['log_chain 5', 'positions 5', 'takes_effect_once 5']);
});

test('a verifier that was given nothing has nothing to report', () => {
  expect(() => createVerifier().report()).toThrow('Nothing was verified');
});

test('an event under a policy that was not in force any more is named, its amounts being right', async () => {
  const [publish, ...rest] = evening;
  if (publish?.type !== 'PublishPolicy') throw new Error('the evening opens with a policy');
  const policy = { ...publish.policy, version: 'later', effectiveFrom: '2026-02-01T00:00:00.000Z' };
  const log = logOf(record([publish, { ...publish, commandId: 'c1b', policy }, ...rest]));
  expect((await check(log)).held).toBe(true);
  const older = log.replace('"policyVersion":"later"', '"policyVersion":"2026-01"');
  const { invariants } = await check(rehash(linesOf(older)));
  const found = invariants.filter(({ held }) => !held);
  expect(found.map(({ invariant }) => invariant)).toEqual(['policy_never_rewritten', 'justified']);
  expect(found[0]?.first).toMatchObject({
    line: 4,
    message: 'policy "later" was in force at 2026-03-01T18:00:00.000Z, not "2026-01"',
  });
});
