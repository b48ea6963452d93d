import type { CommandDraft, Engine, Stamped, Submitted } from '@largesse/engine';
import { Dice } from './dice.js';
import { eveningPolicy } from './evening-policy.js';

/** The live stream in which it happens. */
export const STREAM = 'room-1';

/** Whom the evening is about. */
export const creator = 'bea';
const VIEWERS = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay'] as const;
const GIFTS = 60;

/** Something that somebody wants to do. */
export type Scene = CommandDraft;

/** How a scene went. */
export interface Played {
  readonly command: Stamped<Scene>;
  readonly outcome: Submitted;
}

/** Plays scenes on an engine, one after the other. */
export async function* play(engine: Engine, scenes: Iterable<Scene>): AsyncGenerator<Played> {
  for (const scene of scenes) {
    const command = engine.stamp(scene);
    yield { command, outcome: await engine.submit(command) };
  }
}

/** The doors open: prices are published, viewers buy coins. */
export const opening = (): readonly Scene[] => [
  { type: 'PublishPolicy', policy: eveningPolicy },
  ...VIEWERS.map((viewer, i) => purchase(viewer, i)),
];

const purchase = (viewer: string, i: number): Scene => {
  const sold = eveningPolicy.packages[i % eveningPolicy.packages.length];
  if (sold === undefined) throw new TypeError('the policy of the demo sells nothing');
  const { id: packageId, channel, region, price: amount, currency } = sold;
  const payment = { provider: 'stripe', reference: `pi_${String(i + 1)}`, amount, currency };
  return { type: 'BuyCoins', walletId: viewer, packageId, channel, region, payment };
};

/** Gifts fly, the same ones for the same seed; at the end a wallet is too thin for its wish. */
export function* gifts(seed: number): Generator<Scene> {
  const dice = new Dice(seed);
  for (let i = 0; i < GIFTS; i += 1) {
    const giftId = dice.pick('5655', '5655', '5487', '5658', '5658', '5586');
    const quantity = giftId === '5655' ? dice.pick(1, 3, 10, 25) : 1;
    yield gift(dice.pick('cat', ...VIEWERS), giftId, quantity);
  }
  yield gift('cat', '6090', 1);
  yield gift('dan', '6369', 1);
}

const gift = (walletId: string, giftId: string, quantity: number): Scene => ({
  type: 'SendGift',
  walletId,
  creatorId: creator,
  giftId,
  quantity,
  context: { kind: 'live', id: STREAM },
});

/** After the stream the creator is paid. */
export const payout = (diamonds: number): readonly Scene[] => {
  const creatorId = creator;
  const payoutMethodId = 'bank-1';
  const withdrawalId = 'w-1';
  return [
    { type: 'VerifyIdentity', creatorId },
    { type: 'LinkPayoutMethod', creatorId, payoutMethodId, kind: 'bank', currency: 'USD' },
    { type: 'Withdraw', creatorId, withdrawalId, payoutMethodId, diamonds },
    { type: 'ConfirmPayout', withdrawalId, reference: 'transfer-1' },
  ];
};
