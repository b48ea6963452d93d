import { inspect } from 'node:util';
import { openPostgresStore } from '../open.js';
import { addressOf } from './server-address.js';

test('an address for messages has neither user nor password', () => {
  const connectionString = 'postgres://ann:secret@db:5433/app';
  expect(addressOf({ connectionString })).toBe('PostgreSQL at db:5433/app');
});

test.each(['postgres://ann:secret@db:99999/app', 'postgres://ann:secret@[::1/app'])(
  'what is no address is told its form, without the password',
  async (connectionString) => {
    const opened = openPostgresStore({ connectionString });
    await expect(opened).rejects.toThrow('postgres://user:password@host:port/database');
    expect(inspect(await opened.catch((thrown: unknown) => thrown))).not.toContain('secret');
  },
);
