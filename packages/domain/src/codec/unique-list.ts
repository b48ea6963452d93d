import { either as E } from 'fp-ts';
import * as t from 'io-ts';

/** A list in which no two items have the same key. `field` is the one that a message names. */
export const uniqueList = <A, O>(
  item: t.Type<A, O>,
  field: string,
  keyOf: (value: A) => string,
): t.Type<readonly A[], readonly O[]> => {
  const list = t.readonlyArray(item);
  const repeat = (values: readonly A[]): number => {
    const seen = new Set<string>();
    return values.findIndex((value) => {
      const key = keyOf(value);
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    });
  };
  return new t.Type(
    `a list of ${item.name}`,
    // The check of a list passes over holes; `includes` does not.
    (value): value is readonly A[] =>
      list.is(value) && !value.includes(undefined as A) && repeat(value) === -1,
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context, 'expected a list');
      const result = list.validate(value, context);
      if (E.isLeft(result)) return result;
      const at = repeat(result.right);
      if (at === -1) return result;
      const twice = t.appendContext(context, String(at), item, result.right[at]);
      const inner = t.appendContext(twice, field, t.never, undefined);
      return t.failures([
        { value: undefined, context: inner, message: 'repeats an earlier one of the list' },
      ]);
    },
    list.encode,
  );
};
