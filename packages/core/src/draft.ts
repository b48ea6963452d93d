type Primitive = bigint | boolean | number | string | symbol | null | undefined;

/**
 * A state that a recipe may change. Immer's own `Draft` takes a branded `bigint` for an
 * object; this one leaves every primitive, branded or not, as it is.
 */
export type Draft<T> = T extends Primitive
  ? T
  : T extends ReadonlyMap<infer K, infer V>
    ? Map<K, Draft<V>>
    : T extends ReadonlySet<infer V>
      ? Set<Draft<V>>
      : { -readonly [K in keyof T]: Draft<T[K]> };
