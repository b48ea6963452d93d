import type * as t from 'io-ts';

/** Input that is not of the form that its codec asks for. Not a refusal: no rule has seen it. */
export interface Malformed {
  readonly code: 'malformed';
  /** The way to the field, `policy.gifts[0].coins`; empty for the whole input. */
  readonly field: string;
  readonly message: string;
}

/** Says of the first error where it is, what was expected, and what was found. */
export const malformed = (errors: t.Errors): Malformed => {
  const [first] = errors;
  const field = first === undefined ? '' : pathOf(first.context);
  const what = first === undefined ? 'cannot be read' : complaint(first);
  return { code: 'malformed', field, message: field === '' ? what : `${field}: ${what}` };
};

const complaint = (error: t.ValidationError): string =>
  error.message ??
  `expected ${error.context.at(-1)?.type.name ?? 'something else'}, got ${excerpt(error.value)}`;

/** The first of a context stands for the whole input; what stands in a list has its index. */
const pathOf = (context: t.Context): string =>
  context
    .slice(1)
    .map(({ key }, i) => (Array.isArray(context[i]?.actual) ? `[${key}]` : `.${nameOf(key)}`))
    .join('')
    .replace(/^\./, '');

const nameOf = (key: string): string => (/^[A-Za-z_$][\w$]{0,63}$/.test(key) ? key : quoted(key));

/** A value as a message can show it: never longer than a line, whatever came in. */
export const excerpt = (value: unknown): string => {
  if (Array.isArray(value)) return `a list of ${String(value.length)}`;
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'object':
      return value === null ? 'null' : 'an object';
    case 'bigint':
    case 'function':
    case 'symbol':
      return `a ${typeof value}`;
    case 'boolean':
    case 'number':
    case 'undefined':
      return String(value);
  }
};

const quoted = (text: string): string => {
  const beginning = JSON.stringify(text.slice(0, 40));
  const shown = beginning.slice(0, 60);
  return text.length <= 40 && shown === beginning
    ? shown
    : `${shown}… (${String(text.length)} characters)`;
};
