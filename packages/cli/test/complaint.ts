import { sample } from '@largesse/testing';
import type { folder } from './folder.js';
import { linesOf, scenario } from './folder.js';
import { largesse } from './largesse.js';
import { summaryOf } from './printed.js';

/** Good lines, of which some are refused by a rule: what came before a bad line is kept. */
const before = linesOf(scenario('rules.jsonl')).slice(0, 30);
const after = JSON.stringify({ ...sample.VerifyIdentity, commandId: 'after' });

/**
 * Runs a scenario with a bad line among good ones and gives what is said of it, without file and
 * line. Whatever the line is: the message is short, the log whole, the rejections written.
 */
export const complaintIn =
  ({ at, put, read }: ReturnType<typeof folder>) =>
  async (bad: string | Uint8Array, end = `\n${after}\n`): Promise<string> => {
    const good = Buffer.from(`${before.join('\n')}\n`);
    const path = put('bad.jsonl', Buffer.concat([good, Buffer.from(bad), Buffer.from(end)]));
    const outputs = ['--log', at('log'), '--rejections', at('no')];
    const { status, err, out } = await largesse('run', path, ...outputs, '--json');
    expect(status).toBe(2);
    expect(err.length).toBeLessThan(400);
    expect(err).toMatch(/^largesse: [^\n]*\n$/);
    // Neither a control character nor an escape sequence reaches the terminal.
    expect(err.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f]/);
    const { commands, accepted, retried } = summaryOf(out);
    expect(commands).toBe(before.length);
    expect(read('no').trimEnd().split('\n')).toHaveLength(1 + commands - accepted - retried);
    expect((await largesse('verify', at('log'))).status).toBe(0);
    const start = `largesse: ${path}: line ${String(before.length + 1)}: `;
    expect(err.slice(0, start.length)).toBe(start);
    return err.slice(start.length).trimEnd();
  };

/** The purchase that bad lines are made of. */
export const purchase = { ...sample.BuyCoins, commandId: 'bad' };

/** The purchase with another text in place of its amount. */
export const withAmount = (written: string): string =>
  JSON.stringify(purchase).replace(/"amount":\d+/, `"amount":${written}`);

/** The purchase with other fields. */
export const changed = (change: object): string => JSON.stringify({ ...purchase, ...change });
