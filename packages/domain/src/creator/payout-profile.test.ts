import { foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { payoutProfile } from './payout-profile.js';

test('a profile has the methods that were linked, as they were, and whether its creator is known', () => {
  fc.assert(
    fc.property(history(), fc.constantFrom('bea', 'ann', 'constructor'), (commands, id) => {
      const { events } = judge(commands);
      const linked = events.flatMap(({ event }) =>
        event.type === 'PayoutMethodLinked' && event.data.creatorId === id ? [event.data] : [],
      );
      const verified = events.filter(
        ({ event }) => event.type === 'IdentityVerified' && event.data.creatorId === id,
      );
      const profile = foldOf(events)(payoutProfile, id);
      expect(verified).toHaveLength(profile.identityVerified ? 1 : 0);
      expect([...profile.methods]).toEqual(
        linked.map(({ payoutMethodId, kind, currency }) => [payoutMethodId, { kind, currency }]),
      );
    }),
  );
});
