/** What the client takes of an address. */
export interface ServerAddress {
  readonly servers: readonly string[];
  readonly user?: string;
  readonly pass?: string;
}

/**
 * Takes `nats://user:password@host:port,nats://…` apart: the client silently drops a user and a password that
 * stand in an address. Throws a `TypeError`, which does not show the address, for what is none.
 */
export const serverAddress = (servers: string | readonly string[]): ServerAddress => {
  const texts = typeof servers === 'string' ? servers.split(',') : servers;
  const urls = texts.map((text) => {
    const trimmed = text.trim();
    try {
      return new URL(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `nats://${trimmed}`);
    } catch {
      throw noAddress();
    }
  });
  const login = urls.find(({ username }) => username !== '');
  return {
    servers: urls.map(({ protocol, host }) => `${protocol}//${host}`),
    ...(login === undefined
      ? {}
      : { user: decoded(login.username), pass: decoded(login.password) }),
  };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw noAddress();
  }
};

const noAddress = (): TypeError =>
  new TypeError(
    'A server address is of the form nats://user:password@host:port, odd characters of user and password percent-encoded',
  );
