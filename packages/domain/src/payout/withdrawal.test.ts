import { foldOf, history, judge } from '@largesse/testing';
import * as fc from 'fast-check';
import { withdrawal } from './withdrawal.js';

test('a withdrawal is requested once and settled at most once, for what was requested', () => {
  fc.assert(
    fc.property(history(), fc.constantFrom('w1', 'w2', 'w3'), (commands, id) => {
      const { events } = judge(commands);
      const its = events
        .map(({ event }) => event)
        .filter(({ data }) => 'withdrawalId' in data && data.withdrawalId === id);
      const [first, second, ...more] = its;
      const { status, request } = foldOf(events)(withdrawal, id);

      expect(more).toEqual([]);
      expect(request).toEqual(first?.data);
      if (second?.type === 'PayoutConfirmed') {
        const { reference, ...amounts } = second.data;
        expect([status, request, reference]).toMatchObject(['confirmed', amounts, 'tr']);
      } else if (second?.type === 'PayoutFailed') {
        const { reason, ...amounts } = second.data;
        expect([status, request, reason]).toMatchObject(['failed', amounts, 'closed']);
      } else {
        expect(second).toBeUndefined();
        expect(status).toBe(first === undefined ? 'unknown' : 'requested');
      }
    }),
    { numRuns: 150 },
  );
});
