import { withoutSecrets } from './index.js';

const rows: readonly (readonly [string, string])[] = [
  ['postgres://app:s3cret@db:5432/gifts', 'postgres://db:5432/gifts'],
  ['postgres://app@db/gifts', 'postgres://db/gifts'],
  ['postgres://app:p@ss:w@db/gifts', 'postgres://db/gifts'],
  ['nats://a:s3cret@n1:4222,a:s3cret@n2:4222', 'nats://n1:4222,n2:4222'],
  ['nats://a:s3cret@n1:4222,nats://a:s3cret@n2:4222', 'nats://n1:4222,nats://n2:4222'],
  ['postgres://db/gifts?user=app&password=s3cret', 'postgres://db/gifts?user=app&password=...'],
  ['cannot reach postgres://app:s3cret@db: refused', 'cannot reach postgres://db: refused'],
  ['wallet:ann gave a@b 5 stars', 'wallet:ann gave a@b 5 stars'],
  ['sqlite:/var/lib/gifts.db', 'sqlite:/var/lib/gifts.db'],
];

it.each(rows)('%s is shown as %s', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown);
});
