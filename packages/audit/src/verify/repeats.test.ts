import type { Command } from '@largesse/domain';
import { sample } from '@largesse/testing';
import { chunks, linesOf, logOf, record, rehash } from '../../test/log-support.js';
import { verify } from './verifier.js';

const buy = (walletId: string): Command => ({
  ...sample.BuyCoins,
  commandId: `buy-${walletId}`,
  walletId,
  payment: { ...sample.BuyCoins.payment, reference: walletId },
});
const gift = (n: number, walletId: string, creatorId: string): Command => ({
  ...sample.SendGift,
  commandId: `gift-${String(n)}`,
  walletId,
  creatorId,
});
const withdraw = (n: number): Command => ({
  ...sample.Withdraw,
  commandId: `withdraw-${String(n)}`,
  withdrawalId: `w${String(n)}`,
  diamonds: 100,
});

/** Position 1 is the policy, and so on; line 2 is position 1. Gifts of other wallets and creators in turn. */
const lines = linesOf(
  logOf(
    record([
      sample.PublishPolicy,
      buy('ann'),
      buy('dan'),
      gift(1, 'ann', 'bea'),
      gift(2, 'dan', 'cleo'),
      gift(3, 'ann', 'bea'),
      gift(4, 'dan', 'cleo'),
      sample.VerifyIdentity,
      sample.LinkPayoutMethod,
      withdraw(1),
      withdraw(2),
      withdraw(3),
    ]),
  ),
);
const POLICY = 1;
const GIFT_1 = 4;
const WITHDRAW_1 = 10;

const moved = (from: number, to: number): readonly string[] =>
  lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] ?? '');

const found = async (changed: readonly string[]) => {
  const { invariants, balances } = await verify(chunks(rehash(changed)));
  const broken = invariants.filter(({ held }) => !held);
  return {
    broken: Object.fromEntries(broken.map((one) => [one.invariant, one.violations])),
    balances,
  };
};

test('two neighbouring gifts are swapped: only their positions are wrong, and no balance', async () => {
  const { broken, balances } = await found(moved(GIFT_1, GIFT_1 + 1));
  expect(broken).toEqual({ positions: 1 });
  expect(balances).toEqual((await found(lines)).balances);
});

test('what comes too late is missed until then, not after it', async () => {
  expect((await found(moved(GIFT_1, GIFT_1 + 3))).broken).toEqual({ positions: 1 });
  const { broken } = await found(moved(POLICY, GIFT_1));
  expect(broken).toEqual({ positions: 1, policy_never_rewritten: 3, justified: 3 });
});

test('one position is far above the others: the events after it are no repeats', async () => {
  const { broken } = await found(
    lines.map((line) => line.replace('{"position":4,', '{"position":4000000000,')),
  );
  expect(broken).toEqual({ log_complete: 1, positions: 1 });
});

test('a request of a withdrawal stands twice: the withdrawals after it are not blamed', async () => {
  const { broken, balances } = await found(
    lines
      .toSpliced(WITHDRAW_1, 0, lines[WITHDRAW_1] ?? '')
      .map((line) => line.replace('{"events":12,', '{"events":13,')),
  );
  expect(broken).toEqual({
    positions: 1,
    takes_effect_once: 1,
    withdrawal_settled_once: 1,
    justified: 1,
  });
  expect(balances).toContainEqual({
    account: 'creator:bea:in-payout',
    asset: 'DIAMOND',
    amount: 3_000_000n,
  });
});

test('a gift stands twice: the gifts after it are not blamed', async () => {
  const { broken, balances } = await found(
    lines
      .toSpliced(GIFT_1, 0, lines[GIFT_1] ?? '')
      .map((line) => line.replace('{"events":12,', '{"events":13,')),
  );
  expect(broken).toEqual({ positions: 1, takes_effect_once: 1, coins_in_circulation: 1 });
  expect(balances).toEqual((await found(lines)).balances);
});

test('some lines stand twice: each is named, and none takes effect again', async () => {
  const { broken, balances } = await found(
    lines
      .toSpliced(GIFT_1 + 4, 0, ...lines.slice(GIFT_1, GIFT_1 + 4))
      .map((line) => line.replace('{"events":12,', '{"events":16,')),
  );
  expect(broken).toEqual({ positions: 1, takes_effect_once: 4, coins_in_circulation: 4 });
  expect(balances).toEqual((await found(lines)).balances);
});
