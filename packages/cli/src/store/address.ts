import { withoutSecrets } from '@largesse/store-kit';
import { CommandFailure } from '../failure.js';
import { requireServer, requireServers } from './require-servers.js';

/** Where a store is, as it is typed, taken apart. */
export type StoreAddress = {
  /** For people: the address without user and password. */
  readonly name: string;
} & (
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly connectionString: string; readonly schema?: string }
  | {
      readonly kind: 'nats';
      readonly servers: string;
      readonly stream?: string;
      /** Addresses of the servers' monitoring, which tells what a client cannot see. */
      readonly monitors?: readonly string[];
    }
);

/** Every form of address, for help and messages. */
export const ADDRESS_FORMS = 'memory, sqlite:FILE, postgres://... or nats://...';

/** Takes an address apart; says which forms there are if it is none of them. */
export const parseAddress = (text: string): StoreAddress => {
  const name = publicName(text);
  if (text === 'memory') return { kind: 'memory', name };
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/is.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'sqlite':
      if (rest.trim() === '') break;
      // Other tools count the slashes in different ways: a file at the root of the disk is hardly ever meant.
      if (rest.startsWith('//')) throw noAddress(name, 'sqlite:app.db or sqlite:/var/app.db');
      return { kind: 'sqlite', name, path: rest };
    case 'postgres':
    case 'postgresql':
      if (!rest.startsWith('//')) break;
      requirePlainLogin(text, name);
      requireServer(name);
      return { kind: 'postgres', name, ...postgresOf(text) };
    case 'nats':
    case 'tls':
      if (!/^\/\/[^/]/.test(rest)) break;
      requirePlainLogin(text, name);
      return { kind: 'nats', name, ...natsOf(text, name) };
  }
  throw noAddress(name, ADDRESS_FORMS);
};

const noAddress = (name: string, expected: string): CommandFailure =>
  new CommandFailure(`"${name}" is no address of a store: expected ${expected}`);

/**
 * A driver would take a part of such a password for a host or a database, send it into the network and
 * name it in its messages. An @ after the host, in a parameter or in the address of another server, is no login's.
 */
const requirePlainLogin = (text: string, name: string): void => {
  const { address } = split(text);
  const servers = address.split(/,(?=[^,]*@)/);
  if (servers.every((server) => /^([^@]*|([a-z]+:\/\/)?[^/@#]*@[^@]*)$/i.test(server))) return;
  throw new CommandFailure(
    `${name}: in a user or password the characters / ? # @ , and : are written as ` +
      '%2F %3F %23 %40 %2C and %3A',
  );
};

/** Our own parameter is taken out before the driver sees it: it may refuse what it does not know. */
const postgresOf = (text: string) => {
  const { address, parameters } = split(text);
  const others = parameters.filter((parameter) => !parameter.startsWith('schema='));
  const connectionString = others.length === 0 ? address : `${address}?${others.join('&')}`;
  const schema = valueOf(parameters, 'schema');
  return schema === undefined ? { connectionString } : { connectionString, schema };
};

const natsOf = (text: string, name: string) => {
  const { address, parameters } = split(text);
  const [servers, stream] = serversAndStream(address);
  requireServers(serversAndStream(split(name).address)[0], name);
  const strange = parameters.find((parameter) => !parameter.startsWith('monitors='));
  if (strange !== undefined)
    throw new CommandFailure(`${name}: the only parameter is monitors=http://HOST:8222,...`);
  const monitors = valueOf(parameters, 'monitors')?.split(',');
  if (monitors?.every((monitor) => /^https?:\/\/./i.test(monitor)) === false)
    throw new CommandFailure(`${name}: expected monitors=http://HOST:8222,...`);
  return {
    servers,
    ...(stream === '' ? {} : { stream: decoded(stream) }),
    ...(monitors === undefined ? {} : { monitors }),
  };
};

/** The last slash that follows no other: what comes after it is the stream. */
const serversAndStream = (address: string): readonly [servers: string, stream: string] => {
  const [, servers = address, stream = ''] = /^(.*[^/])\/([^/]*)$/s.exec(address) ?? [];
  return [servers, stream];
};

const split = (text: string) => {
  const [address = '', ...query] = text.split('?');
  return { address, parameters: query.join('?').split('&').filter(Boolean) };
};

const valueOf = (parameters: readonly string[], name: string): string | undefined => {
  const given = parameters.find((parameter) => parameter.startsWith(`${name}=`));
  return given === undefined ? undefined : decoded(given.slice(name.length + 1));
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** All before the last @ may be a password, also one that should have been percent-encoded. */
const publicName = (text: string): string =>
  withoutSecrets(text).replace(/^([a-z]+:\/\/)[^?]*@/i, '$1');

/** The name of the store whose address a text is by its looks, where something else was expected. */
export const addressed = (text: string): string | undefined =>
  /^(sqlite:|(postgres(ql)?|nats|tls):\/\/)/i.test(text) ? publicName(text) : undefined;

/** A message of a driver, without anything in it that an address keeps secret. */
export const withoutSecretsOf = (address: string, message: string): string => {
  const secrets = Array.from(address.matchAll(/\/\/([^/\s]*)@/g), ([, login = '']) => login)
    .flatMap((login) => [login, login.slice(login.indexOf(':') + 1)])
    .flatMap((secret) => [secret, decoded(secret)])
    .filter((secret) => secret.length > 2);
  return secrets.reduce((text, secret) => text.replaceAll(secret, '...'), withoutSecrets(message));
};
