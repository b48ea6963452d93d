import type { SendGift } from '@largesse/domain';
import { hash } from 'node:crypto';
import { gift, walletOf } from '../gifts.js';
import { inTurn } from '../in-turn.js';
import type { Contender } from '../rounds.js';

/**
 * The least that a gift can cost in this language, whoever writes it: the same input is checked and copied, its
 * canonical text hashed, the price looked up, exact amounts reckoned, an event made and frozen, and the log, its keys and
 * its tags kept, for this one command and no other. It has no codecs, policies of a time, refusals that say why,
 * guards, other processes, views or retries, and nothing to plug in. What the engine takes more is what those cost.
 */
export const giftsByHand = (wallets: number, operations: number, inFlight: number): Contender => {
  const accounts = new Map(Array.from({ length: wallets }, (_, w) => [walletOf(w), 10n ** 12n]));
  let round = 0;
  return {
    name: `the same written by hand for gifts alone, ${String(inFlight)} in flight`,
    operations,
    prepare: () => {
      round += 1;
      const log = new Log(accounts);
      const commands = Array.from({ length: operations }, (_, i) =>
        gift(`${String(round)}-${String(i)}`, walletOf(i % wallets), `c${String(i % 50)}`),
      );
      return () => inTurn(commands, inFlight, (command) => log.send(command));
    },
  };
};

const COMMAND_ID = /^[!#-+\--~]{1,128}$/;
const ID = /^[A-Za-z0-9_.-]{1,64}$/;
const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const matches = (value: unknown, pattern: RegExp): value is string =>
  typeof value === 'string' && pattern.test(value);

/** A copy of a gift that is one. */
const checked = (input: SendGift): SendGift => {
  const { type, commandId, at, walletId, creatorId, giftId, quantity, context } = input;
  const { kind, id } = context;
  const isGift =
    Object.keys(input).length === 8 &&
    Object.keys(context).length === 2 &&
    matches(commandId, COMMAND_ID) &&
    matches(at, INSTANT) &&
    matches(walletId, ID) &&
    matches(creatorId, ID) &&
    matches(giftId, ID) &&
    matches(id, ID) &&
    Number.isSafeInteger(quantity) &&
    quantity > 0;
  if (!isGift) throw new TypeError('This is no gift');
  return { type, commandId, at, walletId, creatorId, giftId, quantity, context: { kind, id } };
};

const canonical = (command: SendGift): string => {
  const { at, commandId, context, creatorId, giftId, quantity, type, walletId } = command;
  return `{"at":"${at}","commandId":${JSON.stringify(commandId)},"context":{"id":"${context.id}","kind":"${context.kind}"},"creatorId":"${creatorId}","giftId":"${giftId}","quantity":${String(quantity)},"type":"${type}","walletId":"${walletId}"}`;
};

/** The event of a gift at a place in the log, as a store keeps it. */
const recorded = (command: SendGift, coins: bigint, position: number) => {
  const { at, commandId, walletId, creatorId, giftId, quantity, context } = command;
  const share = (coins * 5_000n) / 10_000n;
  const tags = Object.freeze([`wallet:${walletId}`, `creator:${creatorId}`, `live:${context.id}`]);
  const data = Object.freeze({
    walletId,
    creatorId,
    giftId,
    giftName: 'Rose',
    quantity,
    context: Object.freeze(context),
    coins: String(coins),
    worth: String(coins),
    share: String(share),
    commission: String(coins - share),
    policyVersion: 'bench',
  });
  const fingerprint = hash('sha256', canonical(command), 'hex');
  const batch = Object.freeze({ key: commandId, fingerprint, index: 0, size: 1 });
  return Object.freeze({ type: 'GiftSent', version: 1, at, tags, data, position, batch });
};

/** A log of gifts, who has how many coins, and what was done already. */
class Log {
  private readonly events: ReturnType<typeof recorded>[] = [];
  private readonly keys = new Map<string, number>();
  private readonly tags = new Map<string, number[]>();

  constructor(private readonly accounts: Map<string, bigint>) {}

  async send(input: SendGift): Promise<number> {
    const command = checked(input);
    const has = this.accounts.get(command.walletId) ?? 0n;
    const coins = BigInt(command.quantity);
    if (has < coins || this.keys.has(command.commandId)) throw new Error('refused');
    const event = recorded(command, coins, this.events.length + 1);
    this.events.push(event);
    this.keys.set(command.commandId, event.position);
    for (const tag of event.tags) this.index(tag, event.position);
    this.accounts.set(command.walletId, has - coins);
    return await Promise.resolve(event.position);
  }

  private index(tag: string, position: number): void {
    const positions = this.tags.get(tag);
    if (positions === undefined) this.tags.set(tag, [position]);
    else positions.push(position);
  }
}
