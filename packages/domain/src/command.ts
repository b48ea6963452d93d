import { copyPlain } from '@largesse/core';
import { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import { excerpt, malformed, type Malformed } from './codec/malformed.js';
import { LinkPayoutMethod } from './creator/link-payout-method.js';
import { VerifyIdentity } from './creator/verify-identity.js';
import { ConfirmPayout } from './payout/confirm-payout.js';
import { FailPayout } from './payout/fail-payout.js';
import { Withdraw } from './payout/withdraw.js';
import { PublishPolicy } from './policy/publish-policy.js';
import { BuyCoins } from './wallet/buy-coins.js';
import { SendGift } from './wallet/send-gift.js';

/** The codec of each command. */
export const commandCodecs = {
  PublishPolicy,
  BuyCoins,
  SendGift,
  VerifyIdentity,
  LinkPayoutMethod,
  Withdraw,
  ConfirmPayout,
  FailPayout,
};

/** Everything that can be asked for. */
export type Command = {
  [N in keyof typeof commandCodecs]: t.TypeOf<(typeof commandCodecs)[N]>;
}[keyof typeof commandCodecs];

const codecs = new Map<unknown, Pick<t.Type<Command>, 'is' | 'decode'>>(
  Object.entries(commandCodecs),
);

/** A command as canonical JSON: equal content, equal text, whatever the order of its fields. */
export const canonicalCommand = (command: Command): string =>
  (commandCodecs[command.type].canonical as (value: Command) => string)(command);

/**
 * Lets a command through that is exactly of its form; says of any other which field is wrong. Never
 * throws, whatever comes in. The command is a copy: its caller may go on to use its own object.
 */
export const decodeCommand = (input: unknown): E.Either<Malformed, Command> => {
  if (typeof input !== 'object' || input === null) return notAnObject;
  let copy: object;
  try {
    // Before it is checked, so that what was checked is what is judged: a getter may say something
    // else each time, or throw.
    copy = copyPlain(input);
  } catch {
    return notPlain;
  }
  return decodePlain(copy);
};

const decodePlain = (input: object): E.Either<Malformed, Command> => {
  if (Array.isArray(input)) return notAnObject;
  if (!('type' in input) || !Object.hasOwn(input, 'type')) {
    return E.left({ code: 'malformed', field: 'type', message: 'type: is missing' });
  }
  const codec = codecs.get(input.type);
  if (codec === undefined) {
    const types = Object.keys(commandCodecs).join(', ');
    const message = `type: expected one of ${types}, got ${excerpt(input.type)}`;
    return E.left({ code: 'malformed', field: 'type', message });
  }
  // The check alone is several times as fast as one that collects errors.
  return codec.is(input) ? E.right(input) : E.mapLeft(malformed)(codec.decode(input));
};

const notAnObject: E.Either<Malformed, never> = E.left({
  code: 'malformed',
  field: '',
  message: 'a command is a JSON object',
});

const notPlain: E.Either<Malformed, never> = E.left({
  code: 'malformed',
  field: '',
  message: 'a command is plain JSON: its fields cannot be read, or are nested too deeply',
});
