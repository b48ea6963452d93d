/**
 * What every function is run with. Its names are looked up in the store's own schema. Its plans are
 * made once, whatever the tables hold at that moment, and never scan one from end to end: a
 * plan made on an empty table would, and be kept when the table has grown to millions.
 */
export const plans = (schema: string): string =>
  [
    `SET search_path = ${schema}, pg_temp`,
    'SET plan_cache_mode = force_generic_plan',
    'SET enable_seqscan = off',
    'SET enable_bitmapscan = off',
    'SET enable_hashjoin = off',
    'SET enable_mergejoin = off',
    'SET jit = off',
  ].join('\n');
