import { keyedFold, writeState, type NewEvent, type Projection } from '@largesse/core';
import { either as E } from 'fp-ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { earnings } from './creator/earnings.js';
import { payoutProfile } from './creator/payout-profile.js';
import { giftingEvents, type GiftingEvent } from './event/gifting-events.js';
import { withdrawal } from './payout/withdrawal.js';
import { commission } from './platform/commission.js';
import { revenue } from './platform/revenue.js';
import { policies } from './policy/policies.js';
import { payment } from './wallet/payment.js';
import { wallet } from './wallet/wallet.js';

const all: readonly Projection<unknown, GiftingEvent>[] = [
  ...[wallet, earnings, commission, revenue, payment, withdrawal, policies, payoutProfile],
];

const recorded = (name: string): string =>
  readFileSync(join(__dirname, '../test', name), 'utf8').trim();

/** Events as a store keeps them, written once and for all. */
const events = recorded('recorded-events.jsonl')
  .split('\n')
  .map((line, index) => {
    const decoded = giftingEvents.decode(JSON.parse(line) as NewEvent);
    if (E.isLeft(decoded)) throw new Error(decoded.left.message);
    return { position: index + 1, event: decoded.right };
  });

/** What each version of each recipe made of them, a line for each entity. */
const states = recorded('folded-states.txt').split('\n');

test('every type of event is among them', () => {
  const types = new Set(all.flatMap((projection) => projection.types));
  expect(new Set(events.map(({ event }) => event.type))).toEqual(types);
});

test.each(all.map((projection) => ({ name: projection.name, projection })))(
  'the recipe of $name makes of them what its version always made',
  ({ projection }) => {
    const fold = keyedFold(projection);
    for (const positioned of events) fold.add(positioned);
    const { name, version } = projection;
    const made = [...fold.states].map(
      ([key, { state }]) => `${name} ${String(version)} ${key} ${writeState(state)}`,
    );
    const kept = states.filter((line) => line.startsWith(`${name} ${String(version)} `));
    if (kept.join('\n') === made.join('\n')) return;
    throw new Error(
      `${name}, version ${String(version)}, comes to another state than it did. Engines would take old snapshots ` +
        'for states of this recipe. Raise the version of the projection, and replace its lines in ' +
        `packages/domain/test/folded-states.txt by:\n${made.join('\n')}\nThey were:\n${kept.join('\n')}`,
    );
  },
);
