import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { canonicalJson } from '../canonical.js';
import { PlainText } from './scalar.js';

type Fields = Readonly<Record<string, t.Mixed>>;
type Decoded<F extends Fields> = { readonly [K in keyof F]: t.TypeOf<F[K]> };
type Encoded<F extends Fields> = { readonly [K in keyof F]: t.OutputOf<F[K]> };

/**
 * A record of exactly these fields: what is missing or unknown is refused. `t.strict` drops
 * unknown fields in silence, which would make two different commands equal.
 */
export class Closed<F extends Fields> extends t.Type<Decoded<F>, Encoded<F>> {
  /** The codec of each field, in the order in which the record is written. */
  readonly fields: F;
  /** A value as canonical JSON (RFC 8785), several times as fast as from the value alone. */
  readonly canonical: (value: Decoded<F>) => string;

  constructor(name: string, fields: F) {
    super(name, checker(fields), validator(fields), encoder(fields));
    this.fields = fields;
    this.canonical = canonicalWriter(fields);
  }
}

export const closed = <F extends Fields>(name: string, fields: F): Closed<F> =>
  new Closed(name, fields);

type Dictionary = Readonly<Record<string, unknown>>;

const isDictionary = (value: unknown): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const checker = <F extends Fields>(fields: F): t.Is<Decoded<F>> => {
  const codecs = new Map<string, t.Mixed>(Object.entries(fields));
  return (value): value is Decoded<F> => {
    if (!isDictionary(value)) return false;
    const names = Object.keys(value);
    if (names.length !== codecs.size) return false;
    // As many fields as there should be, each of them known: so none is missing.
    for (const name of names) if (codecs.get(name)?.is(value[name]) !== true) return false;
    return true;
  };
};

const validator = <F extends Fields>(fields: F): t.Validate<unknown, Decoded<F>> => {
  const codecs = Object.entries(fields);
  return (value, context) => {
    if (!isDictionary(value)) return t.failure(value, context, 'expected a JSON object');
    const errors: t.Errors = [];
    const decoded: Record<string, unknown> = {};
    for (const [name, codec] of codecs) {
      const inner = t.appendContext(context, name, codec, value[name]);
      if (!Object.hasOwn(value, name)) {
        errors.push({ value: undefined, context: inner, message: 'is missing' });
        continue;
      }
      const result = codec.validate(value[name], inner);
      if (E.isLeft(result)) errors.push(...result.left);
      else decoded[name] = result.right;
    }
    const names = Object.keys(value);
    for (const name of names) {
      if (Object.hasOwn(fields, name)) continue;
      const inner = t.appendContext(context, name, t.never, value[name]);
      errors.push({ value: value[name], context: inner, message: 'is not a known field' });
    }
    // Seen by the count, since that costs nothing: JSON would not show such a field, nor a copy have it.
    if (errors.length === 0 && names.length < codecs.length)
      return t.failure(value, context, 'has a field that is not enumerable');
    return errors.length > 0 ? t.failures(errors) : t.success(decoded as Decoded<F>);
  };
};

/** Most fields are written as they are; only the others cost anything. */
const encoder = <F extends Fields>(fields: F): t.Encode<Decoded<F>, Encoded<F>> => {
  const changing = Object.entries(fields).filter(([, { encode }]) => encode !== t.identity);
  if (changing.length === 0) return t.identity;
  return (value) => {
    // Not a spread: its result is several times as slow to change and to freeze.
    const encoded: Record<string, unknown> = Object.assign({}, value);
    for (const [name, codec] of changing) encoded[name] = codec.encode(encoded[name]);
    return encoded as Encoded<F>;
  };
};

/** `undefined` for a text that stands in JSON as it is. */
type Writer = ((value: unknown) => string) | undefined;

const canonicalWriter = <F extends Fields>(fields: F): ((value: Decoded<F>) => string) => {
  const names = Object.keys(fields).sort();
  const writers = names.map((name) => writerOf(fields[name]));
  const quotes = writers.map((writer) => (writer === undefined ? '"' : ''));
  // What stands before each value: few pieces, since each costs a concatenation.
  const before = names.map((name, i) => {
    const opening = i === 0 ? '{' : `${quotes[i - 1] ?? ''},`;
    return `${opening}${JSON.stringify(name)}:${quotes[i] ?? ''}`;
  });
  const end = `${quotes.at(-1) ?? ''}}`;
  return (value: Dictionary) => {
    let text = '';
    for (let i = 0; i < names.length; i += 1) {
      const field = value[names[i] ?? ''];
      const write = writers[i];
      text += before[i] ?? '';
      // Without a writer it is a text, as its codec saw to.
      text += write === undefined ? (field as string) : write(field);
    }
    return text + end;
  };
};

const writerOf = (codec: t.Mixed | undefined): Writer => {
  // A writer gets only what its own codec let through.
  if (codec instanceof Closed) return codec.canonical as Writer;
  return codec instanceof PlainText ? undefined : canonicalJson;
};
