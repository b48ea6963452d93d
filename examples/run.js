// Runs an example by its name: npx -y pnpm@10 -s example quickstart
import { readdirSync } from 'node:fs';

const folder = new URL('./dist/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.js') && file !== 'prices.js')
  .map((file) => file.slice(0, -'.js'.length));
const [name = ''] = process.argv.slice(2);

if (names.includes(name)) {
  await import(new URL(`${name}.js`, folder).href);
} else {
  console.error(`There is ${name === '' ? 'no example without a name' : `no example "${name}"`}.`);
  console.error(`Examples: ${names.join(', ')}`);
  process.exitCode = 2;
}
