import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const EXAMPLES = join(__dirname, '..');

/** Runs an example as its command line does, in a process of its own. */
const run = async (name: string, env: NodeJS.ProcessEnv = {}): Promise<string> => {
  const args = [join(EXAMPLES, 'run.js'), ...(name === '' ? [] : [name])];
  const options = { env: { ...process.env, ...env } };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
  expect(stderr).toBe('');
  return stdout;
};

test('quickstart: a purchase, a gift, a refusal, a withdrawal and what everybody has', async () => {
  expect(await run('quickstart')).toBe(`PublishPolicy: accepted
BuyCoins: accepted
SendGift: accepted
SendGift: coins_insufficient, costs 500 coins, there are 200
VerifyIdentity: accepted
LinkPayoutMethod: accepted
Withdraw: accepted
ann has 200 coins
bea has 50.0000 diamonds
`);
});

test('quickstart has fewer than 40 lines', () => {
  const text = readFileSync(join(EXAMPLES, 'src/quickstart.ts'), 'utf8');
  expect(text.split('\n').length - 1).toBeLessThan(40);
});

test('live-feed: each gift, each change of the wallet, and a burst', async () => {
  const lines = (await run('live-feed')).trimEnd().split('\n');
  const about = (what: string) => lines.filter((line) => line.startsWith(what));
  expect(about('overlay: ')).toEqual([
    'overlay: ann sends 3 x Rose',
    'overlay: ann sends 10 x Rose',
    'overlay: ann sends 1 x Lion',
  ]);
  // A live view may skip states in between, never the last one.
  expect(about('wallet: ').at(-1)).toBe('wallet: ann has 187 coins');
  expect(about('burst: ')).toHaveLength(1);
});

test('replay-and-verify: the given balances, proved, and a moment of them', async () => {
  const balances = readFileSync(join(EXAMPLES, 'scenarios/rules.balances.csv'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'largesse-examples-'));
  const out = await run('replay-and-verify', { TMPDIR: folder });
  // It leaves nothing behind: only an empty folder can be removed.
  rmdirSync(folder);
  expect(out).toContain('37 events, every invariant holds: true\n');
  expect(out).toContain(`\n${balances}`);
  expect(out).toMatch(/after position 10 ann had \d+ coins\n$/);
});

test('custom-projection: the shelf after each gift', async () => {
  const lines = (await run('custom-projection')).trimEnd().split('\n');
  expect(lines[0]).toBe("bea's shelf: empty");
  expect(lines.slice(-2)).toEqual([
    "bea's shelf: 13 x rose, 1 x lion",
    'at position 5: 13 x rose, 1 x lion',
  ]);
});

test('every example is run here, and a name that is none lists them', async () => {
  const names = readdirSync(join(EXAMPLES, 'src'))
    .filter((file) => !file.endsWith('.test.ts') && file !== 'prices.ts')
    .map((file) => file.replace(/\.ts$/, ''));
  const own = readFileSync(__filename, 'utf8');
  for (const name of names) expect(own).toContain(`run('${name}'`);
  for (const stranger of ['quickstrat', '', 'prices', '../run']) {
    const failed: unknown = await run(stranger).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 2, stdout: '' });
    for (const name of names)
      expect(failed).toHaveProperty('stderr', expect.stringContaining(name));
  }
});
