import { readFileSync } from 'node:fs';

/** An account of the machine that a server runs as. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that PostgreSQL runs as, which refuses to run as root: `postgres` or else `nobody`
 * where this process is root, otherwise undefined, that is its own.
 */
export const databaseUser = (): SystemUser | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  return account('postgres') ?? account('nobody') ?? { uid: 65_534, gid: 65_534 };
};

const account = (name: string): SystemUser | undefined => {
  const accounts = readFileSync('/etc/passwd', 'utf8');
  const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(accounts) ?? [];
  return uid === undefined || gid === undefined
    ? undefined
    : { uid: Number(uid), gid: Number(gid) };
};
