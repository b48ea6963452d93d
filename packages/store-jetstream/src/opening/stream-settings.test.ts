import { settingFlaws, streamSettings, versionFlaw } from './stream-settings.js';

test('the settings that a stream is made with have no flaw', () => {
  expect(settingFlaws(streamSettings('GIFTS', 'gifts.>', 3), 'gifts.>')).toEqual([]);
});

test.each([
  [{ max_bytes: 1_000, discard: 'old' as const }, 'max_bytes would drop events'],
  [{ max_msg_size: 300 }, 'max_msg_size would refuse events'],
  [{ allow_rollup_hdrs: true }, 'allow_rollup_hdrs lets a message delete others'],
  [{ allow_msg_ttl: true }, 'allow_msg_ttl lets messages expire'],
  [{ retention: 'workqueue' as const }, 'retention is not limits'],
  [{ sealed: true }, 'it is sealed'],
  [{ subjects: ['other.>'] }, 'its subjects are other.>, not gifts.>'],
  [{ sources: [{ name: 'OTHER' }] }, 'it copies another stream'],
])('%j is a flaw', (change, flaw) => {
  const settings = { ...streamSettings('GIFTS', 'gifts.>', 3), ...change };
  expect(settingFlaws(settings, 'gifts.>')).toEqual([expect.stringContaining(flaw)]);
});

test('a limit of bytes that refuses new events instead of dropping old ones is none', () => {
  const settings = { ...streamSettings('GIFTS', 'gifts.>', 3), max_bytes: 1_000 };
  expect(settingFlaws(settings, 'gifts.>')).toEqual([]);
});

test.each(['2.12.0', '2.12.1-beta.1', '2.15.1', '3.0.0'])(
  'NATS %s has atomic batches',
  (version) => {
    expect(versionFlaw(version)).toBeUndefined();
  },
);

test.each(['2.11.9', '2.9.10', '1.4.0', undefined])('NATS %s is too old', (version) => {
  expect(versionFlaw(version)).toContain('run 2.12.0 or newer');
});
