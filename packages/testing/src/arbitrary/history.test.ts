import { decodeCommand, eventDefinitions, type Command } from '@largesse/domain';
import { either as E } from 'fp-ts';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../judge.js';
import { history } from './history.js';

const sample = fc.sample(history(), { numRuns: 400, seed: 1 });
const judged = sample.map(judge);

test('a history is well formed', () => {
  for (const command of sample.flat()) expect(E.isRight(decodeCommand(command))).toBe(true);
});

test('histories reach every event', () => {
  const types = judged.flatMap(({ events }) => events.map(({ event }) => event.type));
  expect([...new Set(types)].sort()).toEqual(Object.keys(eventDefinitions).sort());
});

test('histories reach every refusal, and every way to send a command again', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/reference/refusals.md'), 'utf8');
  const codes = [...page.matchAll(/^\| `([a-z_]+)`/gm)].map(([, code]) => code);
  const reached = judged.flatMap(({ refusals }) => refusals.map(({ code }) => code));
  expect([...new Set(reached)].sort()).toEqual([...new Set(codes)].sort());
  expect(judged.flatMap(({ outcomes }) => outcomes.map(({ status }) => status))).toContain(
    'retried',
  );
});

test('about half of the commands are accepted, so that laws are tried on long logs', () => {
  const outcomes = judged.flatMap(({ outcomes }) => outcomes);
  const accepted = outcomes.filter(({ status }) => status === 'accepted').length;
  expect(accepted / outcomes.length).toBeGreaterThan(0.3);
});

test('a broken law shrinks to the few commands that break it', () => {
  const nobodyIsPaid = (commands: readonly Command[]) =>
    !judge(commands).events.some(({ event }) => event.type === 'PayoutConfirmed');
  const { counterexample } = fc.check(fc.property(history(), nobodyIsPaid), {
    seed: 7,
    numRuns: 1000,
  });
  expect(counterexample?.[0].map(({ type }) => type)).toEqual([
    'PublishPolicy',
    'BuyCoins',
    'VerifyIdentity',
    'LinkPayoutMethod',
    'SendGift',
    'Withdraw',
    'ConfirmPayout',
  ]);
});
