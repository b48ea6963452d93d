import { verifyIdentity, type Command, type GiftingEvent } from '@largesse/domain';
import { given, givenFor } from './given.js';
import { judge } from './judge.js';
import { sample } from './sample.js';

const eventsOf = (...commands: readonly Command[]): readonly GiftingEvent[] =>
  judge(commands).events.map(({ event }) => event);

const before = eventsOf(sample.PublishPolicy, sample.BuyCoins);
const sent = eventsOf(sample.PublishPolicy, sample.BuyCoins, sample.SendGift).slice(2);

test('events that come as said pass', () => {
  given(...before)
    .when(sample.SendGift)
    .thenHappens(...sent);
});

test('a refusal that comes as said passes', () => {
  given(...before, ...sent)
    .when({ ...sample.SendGift, quantity: 5121 })
    .thenRefused('coins_insufficient');
});

test('a decision reads only the entities that it names', () => {
  given(...before)
    .when({ ...sample.SendGift, walletId: 'bob' })
    .thenRefused('coins_insufficient');
});

test('one decision alone takes examples of its own events', () => {
  const verified = {
    type: 'IdentityVerified',
    at: sample.VerifyIdentity.at,
    data: { creatorId: 'bea' },
  } as const;
  const givenVerify = givenFor(verifyIdentity);
  givenVerify().when(sample.VerifyIdentity).thenHappens(verified);
  givenVerify(verified).when(sample.VerifyIdentity).thenRefused('identity_already_verified');
});

test('other events than said are shown line by line', () => {
  const { thenHappens } = given(...before).when({ ...sample.SendGift, quantity: 3 });
  expect(() => thenHappens(...sent)).toThrow(/\n- +coins: 2000n,\n[^]*\n\+ +coins: 3n,\n/);
  expect(() => thenHappens()).toThrow('Other events');
});

test('a refusal instead of events is shown, and the other way round', () => {
  expect(() =>
    given()
      .when(sample.SendGift)
      .thenHappens(...sent),
  ).toThrow('policy_not_found');
  expect(() => given().when(sample.SendGift).thenRefused('gift_not_found')).toThrow(
    /gift_not_found[^]*policy_not_found/,
  );
  const accepted = given(...before).when(sample.SendGift);
  expect(() => accepted.thenRefused('coins_insufficient')).toThrow(
    /coins_insufficient[^]*GiftSent/,
  );
});
