import type * as Pglite from '@electric-sql/pglite';
import { constants, runInThisContext } from 'node:vm';
import { pathToFileURL } from 'node:url';

/**
 * PGlite as Node itself loads it: it imports modules as it runs, which Jest's own loader does not allow.
 * Objects that it makes are not of the classes that a test sees: `instanceof` says no of them.
 */
export const loadPglite = async (): Promise<typeof Pglite> => {
  const place = pathToFileURL(require.resolve('@electric-sql/pglite')).href;
  const load: unknown = runInThisContext(`import(${JSON.stringify(place)})`, {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // It is what the type says: the module of that name.
  return (await load) as typeof Pglite;
};
