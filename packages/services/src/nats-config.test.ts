import { natsConfig } from './nats-config.js';

const node = (number: number) => ({
  ...{ name: `n${String(number)}`, port: 1000 + number },
  ...{ monitorPort: 2000 + number, routePort: 3000 + number },
});
const shared = { folder: '/run', user: 'u', password: 'p', syncInterval: 'always' };

test('a node alone has no cluster block, and syncs before it acknowledges', () => {
  expect(natsConfig(node(1), { ...shared, nodes: [node(1)] })).toBe(`server_name: "n1"
listen: "127.0.0.1:1001"
http: "127.0.0.1:2001"
authorization { user: "u", password: "p" }
jetstream {
  store_dir: "/run/n1"
  sync_interval: "always"
}
`);
});

test('a node of three has routes to the two others', () => {
  const config = natsConfig(node(2), { ...shared, nodes: [1, 2, 3].map(node) });
  expect(config).toContain('listen: "127.0.0.1:3002"');
  expect(config.match(/nats:\/\/.*(?=")/g)).toEqual([
    'nats://u:p@127.0.0.1:3001',
    'nats://u:p@127.0.0.1:3003',
  ]);
});
