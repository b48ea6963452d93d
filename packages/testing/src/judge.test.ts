import * as fc from 'fast-check';
import { history } from './arbitrary/history.js';
import { judge, referee } from './judge.js';
import { sample } from './sample.js';

const statuses = (commands: Parameters<typeof judge>[0]) =>
  judge(commands).outcomes.map((outcome) =>
    outcome.status === 'refused' ? outcome.code : outcome.status,
  );

test('the samples are accepted in their order', () => {
  const { FailPayout, ...rest } = sample;
  expect(statuses(Object.values(rest))).toEqual(Array(7).fill('accepted'));
  const { ConfirmPayout, ...others } = sample;
  expect(statuses(Object.values(others))).toEqual(Array(7).fill('accepted'));
  expect(statuses([ConfirmPayout, FailPayout])).toEqual(Array(2).fill('withdrawal_not_found'));
});

test('the same content is a retry, whatever the order of its fields', () => {
  const { type, commandId, at, policy } = sample.PublishPolicy;
  const again = judge([sample.PublishPolicy, { policy, at, commandId, type }]);
  expect(again.outcomes.map(({ status }) => status)).toEqual(['accepted', 'retried']);
  expect(again.events).toHaveLength(1);
});

test('an id used for other content is refused before every rule', () => {
  const other = { ...sample.PublishPolicy, at: '2026-03-01T18:00:00.001Z' };
  expect(statuses([sample.PublishPolicy, other])).toEqual(['accepted', 'command_id_reused']);
  const another = { ...sample.SendGift, commandId: 'publish' };
  expect(statuses([sample.PublishPolicy, another])).toEqual(['accepted', 'command_id_reused']);
});

test('a refused command leaves nothing behind: its id may be used again', () => {
  const { PublishPolicy, BuyCoins } = sample;
  expect(statuses([BuyCoins, PublishPolicy, BuyCoins, { ...BuyCoins, commandId: 'b' }])).toEqual([
    'policy_not_found',
    'accepted',
    'accepted',
    'payment_already_used',
  ]);
});

test('one command at a time gives what all at once give', () => {
  fc.assert(
    fc.property(history(), (commands) => {
      const { submit, events, balances } = referee();
      const outcomes = commands.map(submit);
      const judgement = judge(commands);
      expect({ outcomes, events, balances: balances() }).toEqual({
        outcomes: judgement.outcomes,
        events: judgement.events,
        balances: judgement.balances,
      });
    }),
    { numRuns: 30 },
  );
});
