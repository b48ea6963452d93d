import { gzipSync } from 'node:zlib';
import { evening } from '../../test/evening.js';
import { linesOf, logOf, readAll, record, rehash } from '../../test/log-support.js';
import type { DamageCode } from './log-damaged.js';

const log = logOf(record(evening.slice(0, 3)));
const lines = linesOf(log);
const bytes = Buffer.from(log);
/** As short as a log with an event can be, for what is tried at every byte. */
const short = Buffer.from(logOf(record(evening.slice(3, 4))));
const startOf = (line: number) =>
  lines.slice(0, line - 1).reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);

test('a log cut anywhere is read up to the cut, and the cut is named', async () => {
  for (let length = 1; length < short.length; length += 1) {
    const { lines: read, damage } = await readAll(short.subarray(0, length));
    const whole = short.subarray(0, length).filter((byte) => byte === 10).length;
    expect(read).toHaveLength(whole);
    expect(read.at(-1)?.kind).not.toBe('end');
    if (short[length - 1] === 10) {
      expect(damage).toBeUndefined();
      continue;
    }
    expect(damage?.line).toBe(whole + 1);
    expect(damage?.code).toBe(whole === 0 ? 'not_a_log' : 'cut_off');
    if (whole > 0) expect(damage?.byte).toBe(length);
  }
});

test('a log cut within a character is cut, not in another encoding', async () => {
  const rose = bytes.indexOf('🌹');
  for (const length of [rose + 1, rose + 2, rose + 3, rose + 4]) {
    const { damage } = await readAll(bytes.subarray(0, length));
    expect(damage).toMatchObject({ code: 'cut_off', line: 2, byte: length });
  }
});

test('no byte of a log can change unseen', async () => {
  for (let at = 0; at < short.length; at += 1) {
    for (const flip of [0x01, 0x80]) {
      const changed = Buffer.from(short);
      changed[at] = (changed[at] ?? 0) ^ flip;
      const { damage } = await readAll(changed);
      const line = short.subarray(0, at).filter((byte) => byte === 10).length + 1;
      // A changed hash shows on the line itself; a lost line feed shows where the line starts.
      expect(damage?.line).toBe(line);
    }
  }
});

const changed = (line: number, change: (text: string) => string): string =>
  lines.map((text, i) => `${i === line - 1 ? change(text) : text}\n`).join('');

const swap = ([a = '', b = '', c = '', d = '', ...rest]: readonly string[]) => [
  a,
  b,
  d,
  c,
  ...rest,
];

const rows: readonly [string, string | Uint8Array, DamageCode, number, number, string][] = [
  ['an empty file', '', 'not_a_log', 1, 0, 'the file is empty'],
  ['SQLite', Buffer.from('SQLite format 3\0'), 'not_a_log', 1, 0, 'it is a SQLite file'],
  ['rejections', Buffer.from('commandId,code\n'), 'not_a_log', 1, 0, 'it is a list of rejections'],
  ['gzip', gzipSync(log), 'not_a_log', 1, 0, 'gzip'],
  ['a byte order mark', `\uFEFF${log}`, 'not_a_log', 1, 0, 'byte order mark'],
  ['UTF-16', Buffer.from(`\uFEFF${log}`, 'utf16le'), 'not_a_log', 1, 0, 'UTF-16'],
  ['CR LF', log.replaceAll('\n', '\r\n'), 'not_a_log', 1, 0, 'CR LF'],
  ['a scenario', `${JSON.stringify(evening[0])}\n`, 'not_a_log', 1, 0, 'looks like a scenario'],
  ['no header', lines.slice(1).join('\n'), 'not_a_log', 1, 0, 'header line is missing'],
  ['an empty line', '\n', 'not_a_log', 1, 0, 'the first line of a log is'],
  [
    'another version',
    changed(1, (text) => text.replace('"version":1', '"version":2')),
    'not_a_log',
    1,
    0,
    'format version 2; this code reads version 1',
  ],
  ['CR LF later on', changed(3, (text) => `${text}\r`), 'not_canonical', 3, 0, 'Windows'],
  ['an empty line within', changed(3, () => ''), 'not_json', 3, 0, 'the line is empty'],
  ['half a line', changed(3, () => '{"position":2,'), 'not_json', 3, 14, 'not JSON at its end'],
  [
    'an integer with an exponent',
    changed(3, (text) => text.replace('"position":2', '"position":2e0')),
    'not_canonical',
    3,
    13,
    'form of a number',
  ],
  [
    'text that is no JSON',
    changed(3, (text) => text.replace(',"key"', ',key')),
    'not_json',
    3,
    14,
    'at "key',
  ],
  ['a list', changed(3, () => '[]'), 'malformed', 3, 0, 'a JSON object'],
  [
    'a missing field',
    changed(3, (text) => text.replace('"key":"c2",', '')),
    'malformed',
    3,
    0,
    'key: is missing',
  ],
  [
    'an unknown field',
    changed(3, (text) => text.replace('"key"', '"x":1,"key"')),
    'malformed',
    3,
    0,
    'x: is not a known field',
  ],
  [
    'a missing hash',
    changed(3, (text) => text.replace(/,"hash".*/, '}')),
    'malformed',
    3,
    0,
    'hash: is missing',
  ],
  [
    'a short hash',
    changed(3, (text) => text.replace(/..."\}$/, '"}')),
    'malformed',
    3,
    0,
    'hash: expected 64',
  ],
  [
    'a fractional position',
    changed(3, (text) => text.replace('"position":2', '"position":2.5')),
    'malformed',
    3,
    0,
    'position: expected an integer',
  ],
  [
    'a number above 2^53',
    changed(3, (text) => text.replace('"position":2', '"position":9007199254740993')),
    'malformed',
    3,
    0,
    'position: expected an integer',
  ],
  [
    'a bad time',
    changed(3, (text) => text.replace('2026-03-01', '2026-02-30')),
    'malformed',
    3,
    0,
    'at: expected a real time',
  ],
  [
    'an amount as a number',
    changed(3, (text) => text.replace('"coins":"707"', '"coins":707')),
    'malformed',
    3,
    0,
    'data.coins: expected coins as a text of digits',
  ],
  [
    'an unknown event',
    changed(3, (text) => text.replace('CoinsPurchased', 'CoinsFound')),
    'unknown_event',
    3,
    0,
    '"CoinsFound" is not a known event',
  ],
  [
    'white space',
    changed(3, (text) => text.replace('"key":', '"key": ')),
    'not_canonical',
    3,
    20,
    'white space',
  ],
  [
    'a field twice',
    changed(3, (text) => text.replace('{', '{"position":1,')),
    'not_canonical',
    3,
    12,
    'a field twice',
  ],
  [
    'other field order',
    changed(3, (text) => text.replace('"index":0,"size":1', '"size":1,"index":0')),
    'not_canonical',
    3,
    107,
    'field order',
  ],
  [
    'another escape',
    changed(3, (text) => text.replace('stripe', '\\u0073tripe')),
    'not_canonical',
    3,
    0,
    'escapes',
  ],
  [
    'tags that are not of the data',
    changed(3, (text) => text.replace('wallet:ann', 'wallet:bob')),
    'not_canonical',
    3,
    0,
    'tags that are not those of the data',
  ],
  ['two logs joined', log + log, 'after_end', 6, 0, 'take them apart'],
  ['a line feed more', `${log}\n`, 'after_end', 6, 0, 'after the end line'],
  [
    'a changed amount',
    changed(3, (text) => text.replace('"707"', '"708"')),
    'chain_broken',
    3,
    0,
    'Verify the log',
  ],
  [
    'a lost line',
    lines.filter((_, i) => i !== 2).join('\n') + '\n',
    'chain_broken',
    3,
    0,
    'lines were lost',
  ],
  [
    'a line twice',
    lines.flatMap((l, i) => (i === 2 ? [l, l] : [l])).join('\n') + '\n',
    'chain_broken',
    4,
    0,
    'repeated',
  ],
  ['two swapped lines', swap(lines).join('\n') + '\n', 'chain_broken', 3, 0, 'moved here'],
  [
    'swapped lines whose hashes were made anew',
    rehash(swap(lines)),
    'out_of_order',
    4,
    0,
    'position 2',
  ],
  [
    'an end line that counts wrong',
    rehash(
      changed(5, (text) => text.replace(':3', ':4'))
        .trimEnd()
        .split('\n'),
    ),
    'end_mismatch',
    5,
    0,
    'counts 4 events',
  ],
];

test.each(rows)(
  '%s is named by line, byte and reason',
  async (_, file, code, line, column, reason) => {
    const { damage } = await readAll(file);
    expect(damage).toMatchObject({ code, line });
    expect(damage?.message).toContain(reason);
    expect(damage?.message).toMatch(/^line \d+, byte \d+: /);
    // A column of 0 stands for a place that is not asked for, or the start.
    if (column > 0) expect(damage?.byte).toBe(startOf(line) + column);
  },
);

test('bytes that are no text are named exactly', async () => {
  const at = bytes.indexOf('Rose');
  const { damage } = await readAll(
    Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]),
  );
  expect(damage).toMatchObject({ code: 'invalid_utf8', line: 2, byte: at });
});

test('a character that is not as it would be written is named by its first byte', async () => {
  const [policy, purchase] = evening;
  if (policy === undefined || purchase?.type !== 'BuyCoins') throw new Error('no purchase');
  const payment = { ...purchase.payment, reference: '🌹' };
  const right = logOf(record([policy, { ...purchase, payment }]));
  // Both are beyond U+FFFF, in pairs with the same first half.
  const at = Buffer.from(right).indexOf('payment:stripe:🌹') + 'payment:stripe:'.length;
  const { damage } = await readAll(right.replace('payment:stripe:🌹', 'payment:stripe:🎁'));
  expect(damage).toMatchObject({ code: 'not_canonical', line: 3, byte: at });
});

test('lines that are too long are refused without holding them, however they come', async () => {
  const long = `${lines[0] ?? ''}\n${'x'.repeat(10_000_000)}`;
  const { lines: read, damage } = await readAll(long, { maxLineBytes: 1_000_000 });
  expect(damage).toMatchObject({ code: 'line_too_long', line: 2, byte: startOf(2) + 1_000_000 });
  expect(read).toHaveLength(1);
  const { damage: atOnce } = await readAll(long, { maxLineBytes: 1_000_000, size: 20_000_000 });
  expect(atOnce).toMatchObject({ code: 'line_too_long', line: 2 });
});

test('a line of ten million bytes that is no event gets a message of one line', async () => {
  const { damage } = await readAll(`${lines[0] ?? ''}\n${'x'.repeat(10_000_000)}\n`);
  expect(damage).toMatchObject({ code: 'not_json', line: 2, byte: startOf(2) });
  expect(damage?.message.length).toBeLessThan(200);
});

test('asked to report, a reader goes on over a broken chain and says where it is', async () => {
  const { lines: read, damage } = await readAll(
    rows.find(([name]) => name === 'two swapped lines')?.[1] ?? '',
    { broken: 'report' },
  );
  expect(damage).toBeUndefined();
  expect(read.filter(({ hashFits }) => !hashFits).map(({ line }) => line)).toEqual([3, 4, 5]);
});
