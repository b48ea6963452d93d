/** What `connect` of `@nats-io/transport-node` takes of an address. */
export interface NatsAddress {
  readonly servers: readonly string[];
  readonly user?: string;
  readonly pass?: string;
}

/**
 * Takes `nats://user:password@host:port,nats://…` apart. The client wants user and password as
 * options of their own and silently drops those that stand in an address.
 */
export const natsAddress = (url: string): NatsAddress => {
  const urls = url.split(',').map((text) => new URL(text.trim()));
  const { username = '', password = '' } = urls.find(({ username }) => username !== '') ?? {};
  return {
    servers: urls.map(({ protocol, host }) => `${protocol}//${host}`),
    ...(username === ''
      ? {}
      : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
  };
};
