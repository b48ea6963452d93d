import { CommandFailure } from '../failure.js';

const MOST = 65_535;

/**
 * Looks at the host and the port of a PostgreSQL address before the driver does, which would say no more than that
 * something is wrong. Takes the address without user and password, so that no message has them.
 */
export const requireServer = (name: string): void => {
  const [, authority = ''] = /^[a-z]+:\/\/([^?/]*)/i.exec(name) ?? [];
  // Without a host it is the database on this machine.
  if (authority !== '') requireOne(authority, name);
};

/** The same for the servers of a NATS address `name`, with commas between; each may bring a scheme of its own. */
export const requireServers = (servers: string, name: string): void => {
  for (const server of servers.split(',')) requireOne(server.replace(/^[a-z]+:\/\//i, ''), name);
};

const requireOne = (server: string, name: string): void => {
  const [, host, port] = /^(\[[^\]]+\]|[^\s:/,[\]]+)(?::([^/,]*))?$/.exec(server) ?? [];
  if (host === undefined)
    throw new CommandFailure(`${name}: "${server}" is no server: expected HOST or HOST:PORT`);
  const isPort = port === undefined || (/^[1-9]\d*$/.test(port) && Number(port) <= MOST);
  if (!isPort)
    throw new CommandFailure(
      `${name}: "${port}" is no port of ${host}: expected a number from 1 to ${String(MOST)}`,
    );
};
