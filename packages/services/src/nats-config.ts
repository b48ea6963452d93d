/** What the configuration of one node of a cluster is made from. */
export interface NatsNodePlan {
  readonly name: string;
  readonly port: number;
  /** Where it tells how it is, over HTTP. */
  readonly monitorPort: number;
  /** Where the other nodes reach it. */
  readonly routePort: number;
}

/** What all nodes share. */
export interface NatsClusterPlan {
  readonly nodes: readonly NatsNodePlan[];
  readonly folder: string;
  readonly user: string;
  readonly password: string;
  readonly syncInterval: string;
}

/** The configuration file of a node. A node alone has no cluster block: it is its own leader. */
export const natsConfig = (node: NatsNodePlan, cluster: NatsClusterPlan): string => {
  const { nodes, folder, user, password, syncInterval } = cluster;
  const others = nodes.filter(({ name }) => name !== node.name);
  const routes = others.map(
    ({ routePort }) => `    "nats://${user}:${password}@127.0.0.1:${String(routePort)}"`,
  );
  const alone = `server_name: "${node.name}"
listen: "127.0.0.1:${String(node.port)}"
http: "127.0.0.1:${String(node.monitorPort)}"
authorization { user: "${user}", password: "${password}" }
jetstream {
  store_dir: "${folder}/${node.name}"
  sync_interval: "${syncInterval}"
}
`;
  return others.length === 0
    ? alone
    : `${alone}cluster {
  name: "largesse"
  listen: "127.0.0.1:${String(node.routePort)}"
  authorization { user: "${user}", password: "${password}" }
  routes: [
${routes.join('\n')}
  ]
}
`;
};
