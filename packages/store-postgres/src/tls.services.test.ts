import { startPostgres } from '@largesse/services';
import { gift, outcomeOf } from '../test/gift.js';
import { openPostgresStore } from './index.js';

test('a connection string asks for TLS; a server that shows another certificate is refused', async () => {
  const server = await startPostgres({ own: true, tls: true });
  try {
    const verified = `${server.url}?sslmode=verify-full&sslrootcert=${server.certificate ?? ''}`;
    const store = await openPostgresStore({ connectionString: verified });
    expect(await outcomeOf(store, gift('one', 'ann'))).toBe('appended');
    await store.close();
    const unknown = openPostgresStore({ connectionString: `${server.url}?sslmode=verify-full` });
    await expect(unknown).rejects.toThrow(/PostgreSQL at .*self-signed certificate/);
    const plain = openPostgresStore({ connectionString: `${server.url}?sslmode=disable` });
    await expect(plain).rejects.toThrow(/PostgreSQL at .*(no encryption|pg_hba)/);
  } finally {
    await server.remove();
  }
});
