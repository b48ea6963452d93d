import type { Decision } from '@largesse/core';
import type { Command } from './command.js';
import { linkPayoutMethod } from './creator/link-payout-method.js';
import { verifyIdentity } from './creator/verify-identity.js';
import type { GiftingEvent } from './event/gifting-events.js';
import type { Refusal } from './outcome.js';
import { confirmPayout } from './payout/confirm-payout.js';
import { failPayout } from './payout/fail-payout.js';
import { withdraw } from './payout/withdraw.js';
import { publishPolicy } from './policy/publish-policy.js';
import { buyCoins } from './wallet/buy-coins.js';
import { sendGift } from './wallet/send-gift.js';

/** The decision of each command. */
const decisions = {
  PublishPolicy: publishPolicy,
  BuyCoins: buyCoins,
  SendGift: sendGift,
  VerifyIdentity: verifyIdentity,
  LinkPayoutMethod: linkPayoutMethod,
  Withdraw: withdraw,
  ConfirmPayout: confirmPayout,
  FailPayout: failPayout,
};

type RefusalOf<D> = D extends { decide: (...args: never) => infer Outcome }
  ? Extract<Outcome, { readonly _tag: 'Left' }> extends { readonly left: Refusal<infer C> }
    ? C
    : never
  : never;

/** The codes that the rules refuse with: just those that the decisions name. */
export type RefusalCode = RefusalOf<(typeof decisions)[keyof typeof decisions]>;

/** Calls `run` with a command and the decision that judges it. */
export const dispatch = <Out>(
  command: Command,
  run: <C, V>(decision: Decision<C, V, GiftingEvent, Refusal<RefusalCode>>, command: C) => Out,
): Out => {
  switch (command.type) {
    case 'PublishPolicy':
      return run(decisions.PublishPolicy, command);
    case 'BuyCoins':
      return run(decisions.BuyCoins, command);
    case 'SendGift':
      return run(decisions.SendGift, command);
    case 'VerifyIdentity':
      return run(decisions.VerifyIdentity, command);
    case 'LinkPayoutMethod':
      return run(decisions.LinkPayoutMethod, command);
    case 'Withdraw':
      return run(decisions.Withdraw, command);
    case 'ConfirmPayout':
      return run(decisions.ConfirmPayout, command);
    case 'FailPayout':
      return run(decisions.FailPayout, command);
  }
};
