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

const pathOf = (context: t.Context): string =>
  context
    .flatMap(({ key }) => key.split('.'))
    .filter((key) => key !== '')
    .map((key) =>
      /^\d+$/.test(key) ? `[${key}]` : `.${/^[\w$]{1,64}$/.test(key) ? key : excerpt(key)}`,
    )
    .join('')
    .replace(/^\./, '');

/** A value as a message can show it: never longer than a line, whatever came in. */
const excerpt = (value: unknown): string => {
  const most = 40;
  if (typeof value === 'string' && value.length > most) {
    return `${JSON.stringify(value.slice(0, most))}… (${String(value.length)} characters)`;
  }
  if (Array.isArray(value)) return `a list of ${String(value.length)}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'bigint') return `${String(value)}n`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};
