import { either as E } from 'fp-ts';
import * as t from 'io-ts';

type Fields = Readonly<Record<string, t.Mixed>>;
type Decoded<F extends Fields> = { readonly [K in keyof F]: t.TypeOf<F[K]> };
type Encoded<F extends Fields> = { readonly [K in keyof F]: t.OutputOf<F[K]> };

/**
 * A record of exactly these fields: what is missing or unknown is refused. `t.strict` drops
 * unknown fields in silence, which would make two different commands equal.
 */
export const closed = <F extends Fields>(
  name: string,
  fields: F,
): t.Type<Decoded<F>, Encoded<F>, unknown> => {
  const names = Object.keys(fields);
  const codecs = names.map((field) => fields[field] as t.Mixed);
  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

  const is = (value: unknown): value is Decoded<F> => {
    if (!isRecord(value) || Object.keys(value).length !== names.length) return false;
    return names.every(
      (field, i) => Object.hasOwn(value, field) && (codecs[i] as t.Mixed).is(value[field]),
    );
  };

  const validate: t.Validate<unknown, Decoded<F>> = (value, context) => {
    if (!isRecord(value)) return t.failure(value, context, 'expected a JSON object');
    const errors: t.Errors = [];
    const decoded: Record<string, unknown> = {};
    names.forEach((field, i) => {
      const codec = codecs[i] as t.Mixed;
      const inner = t.appendContext(context, field, codec, value[field]);
      if (!Object.hasOwn(value, field)) {
        errors.push({ value: undefined, context: inner, message: 'is missing' });
        return;
      }
      const result = codec.validate(value[field], inner);
      if (E.isLeft(result)) errors.push(...result.left);
      else decoded[field] = result.right;
    });
    for (const field of Object.keys(value)) {
      if (Object.hasOwn(fields, field)) continue;
      const inner = t.appendContext(context, field, t.never, value[field]);
      errors.push({ value: value[field], context: inner, message: 'is not a known field' });
    }
    return errors.length > 0 ? t.failures(errors) : t.success(decoded as Decoded<F>);
  };

  const encode = (value: Decoded<F>): Encoded<F> => {
    const encoded: Record<string, unknown> = {};
    names.forEach((field, i) => {
      encoded[field] = (codecs[i] as t.Mixed).encode(value[field]);
    });
    return encoded as Encoded<F>;
  };

  return new t.Type(name, is, validate, encode);
};
