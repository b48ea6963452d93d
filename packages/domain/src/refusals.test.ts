import { judge, sample, samplePolicy } from '@largesse/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command.js';

/** A command, and the commands before it. */
interface Rung {
  readonly before: readonly Command[];
  readonly command: Command;
}

/** The code of the rule that applies first, and the change after which it no longer does. */
type Row = readonly [code: string, cure: (rung: Rung) => Rung];

/**
 * The rules of a command in order of precedence. The ladder starts where all of them are broken,
 * and each cure mends one only: so each row also breaks every later rule, and the rows below it
 * show that. At the top the command is accepted.
 */
interface Ladder {
  readonly start: Rung;
  readonly rows: readonly Row[];
}

const command =
  (fields: object) =>
  ({ before, command }: Rung): Rung => ({
    before,
    command: { ...command, ...fields },
  });

const after =
  (...more: readonly Command[]) =>
  ({ before, command }: Rung): Rung => ({ before: [...before, ...more], command });

const { PublishPolicy, BuyCoins, SendGift, VerifyIdentity, LinkPayoutMethod, Withdraw } = sample;
const { ConfirmPayout, FailPayout } = sample;
const beforeEveryPolicy = '2025-12-31T23:59:59.999Z';
const { at } = SendGift;

const wealth = [PublishPolicy, BuyCoins, SendGift, VerifyIdentity, LinkPayoutMethod];
const ofCat = (name: string) => ({ commandId: `cat-${name}`, creatorId: 'cat' });

const unsettled: Ladder['start'] = { before: [], command: ConfirmPayout };
const settled = [...wealth, Withdraw, { ...FailPayout, commandId: 'other' }];

const ladders: Readonly<Record<Command['type'], Ladder>> = {
  PublishPolicy: {
    start: { before: [PublishPolicy], command: { ...PublishPolicy, commandId: 'again' } },
    rows: [
      [
        'policy_version_already_published',
        command({ policy: { ...samplePolicy, version: 'another' } }),
      ],
    ],
  },
  BuyCoins: {
    // The payment is used, and not the price of anything that is sold.
    start: {
      before: [PublishPolicy, { ...BuyCoins, commandId: 'other', walletId: 'bob' }],
      command: {
        ...BuyCoins,
        at: beforeEveryPolicy,
        packageId: 'none',
        payment: { ...BuyCoins.payment, amount: 1, currency: 'EUR' },
      },
    },
    rows: [
      ['policy_not_found', command({ at })],
      ['package_not_found', command({ packageId: BuyCoins.packageId })],
      ['payment_amount_mismatch', command({ payment: BuyCoins.payment })],
      ['payment_already_used', command({ payment: { ...BuyCoins.payment, reference: 'new' } })],
    ],
  },
  SendGift: {
    // The wallet is empty: no gift is cheap enough.
    start: {
      before: [PublishPolicy],
      command: { ...SendGift, at: beforeEveryPolicy, giftId: 'none', creatorId: 'ann' },
    },
    rows: [
      ['policy_not_found', command({ at })],
      ['gift_not_found', command({ giftId: 'lion' })],
      ['recipient_must_not_be_sender', command({ creatorId: 'bea' })],
      ['coins_insufficient', (rung) => command({ giftId: 'rose' })(after(BuyCoins)(rung))],
    ],
  },
  VerifyIdentity: {
    start: { before: [VerifyIdentity], command: { ...VerifyIdentity, commandId: 'again' } },
    rows: [['identity_already_verified', command({ creatorId: 'cat' })]],
  },
  LinkPayoutMethod: {
    start: { before: [LinkPayoutMethod], command: { ...LinkPayoutMethod, commandId: 'again' } },
    rows: [['payout_method_already_linked', command({ payoutMethodId: 'bank-2' })]],
  },
  Withdraw: {
    // Cat has nothing: no identity, no method, no diamonds; and one is less than any minimum
    // and worth less than the fee. A method that is not there has no currency: once it is
    // linked, that is one which is not supported.
    start: {
      before: [...wealth, Withdraw],
      command: { ...Withdraw, ...ofCat('withdraw'), at: beforeEveryPolicy, diamonds: 1 },
    },
    rows: [
      ['policy_not_found', command({ at })],
      ['withdrawal_already_requested', command({ withdrawalId: 'w2' })],
      ['identity_not_verified', after({ ...VerifyIdentity, ...ofCat('verify') })],
      [
        'payout_method_not_found',
        after({ ...LinkPayoutMethod, ...ofCat('link'), currency: 'EUR' }),
      ],
      [
        'payout_currency_not_supported',
        (rung) =>
          command({ payoutMethodId: 'dollars' })(
            after({ ...LinkPayoutMethod, ...ofCat('link-2'), payoutMethodId: 'dollars' })(rung),
          ),
      ],
      ['diamonds_below_minimum', command({ diamonds: 10 })],
      ['diamonds_insufficient', after({ ...SendGift, ...ofCat('gift') })],
      ['payout_below_fee', command({ diamonds: 52 })],
    ],
  },
  // What nobody requested cannot be settled too: here a cure brings the next rule.
  ConfirmPayout: {
    start: unsettled,
    rows: [
      ['withdrawal_not_found', after(...settled)],
      ['withdrawal_already_settled', ({ command }) => ({ before: settled.slice(0, -1), command })],
    ],
  },
  FailPayout: {
    start: { ...unsettled, command: FailPayout },
    rows: [
      ['withdrawal_not_found', after(...settled)],
      ['withdrawal_already_settled', ({ command }) => ({ before: settled.slice(0, -1), command })],
    ],
  },
};

const climb = ({ start, rows }: Ladder): readonly string[] => {
  const rungs = rows.reduce<readonly Rung[]>(
    (climbed, [, cure]) => [...climbed, cure(climbed.at(-1) ?? start)],
    [start],
  );
  return rungs.map(({ before, command }) => {
    const { outcomes } = judge([...before, command]);
    expect(outcomes.slice(0, -1).map(({ status }) => status)).toEqual(before.map(() => 'accepted'));
    const last = outcomes.at(-1);
    return last?.status === 'refused' ? last.code : String(last?.status);
  });
};

describe.each(Object.entries(ladders))('%s', (type, ladder) => {
  const codes = ladder.rows.map(([code]) => code);

  test('is refused by the first rule that it breaks, and accepted when it breaks none', () => {
    expect(climb(ladder)).toEqual([...codes, 'accepted']);
  });

  test('has just the refusals of the reference, in their order', () => {
    const page = readFileSync(join(__dirname, '../../../docs/reference/refusals.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z_]+)` +\| (\w+)/gm)];
    expect(rows.flatMap(([, code, of]) => (of === type ? [code] : []))).toEqual(codes);
  });

  test('is refused before all of them under an id that other content has used', () => {
    const { before, command } = ladder.start;
    const used = { ...VerifyIdentity, commandId: command.commandId, creatorId: 'somebody' };
    expect(judge([used, ...before, command]).refusals.at(-1)).toEqual({
      commandId: command.commandId,
      code: 'command_id_reused',
    });
  });
});
