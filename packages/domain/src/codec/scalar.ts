import * as t from 'io-ts';

/**
 * The kinds of field that commands and events are made of. Each codec's name completes the
 * sentence "expected …", so that a message can be made of it.
 */
const scalar = <A>(name: string, is: (value: unknown) => value is A): t.Type<A> =>
  new t.Type(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  );

/** Text without a character that JSON would escape. */
export class PlainText<A extends string = string> extends t.Type<A> {}

const plain = <A extends string>({ name, is, validate }: t.Type<A>): PlainText<A> =>
  new PlainText(name, is, validate, t.identity);

const text = (name: string, accepts: (value: string) => boolean): t.Type<string> =>
  scalar(name, (value): value is string => typeof value === 'string' && accepts(value));

const pattern = (name: string, expression: RegExp): t.Type<string> =>
  text(name, (value) => expression.test(value));

/** Of a user, a gift, a package, a withdrawal, a payout method, a live stream or a video. */
export const Id = plain(
  pattern('an id of 1 to 64 characters of A-Z a-z 0-9 _ . -', /^[A-Za-z0-9_.-]{1,64}$/),
);

/** An idempotency key. */
export const CommandId = pattern(
  'a command id of 1 to 128 printable ASCII characters, no space, comma or double quote',
  /^[!#-+\--~]{1,128}$/,
);

/** Free text. Characters are Unicode code points; half a surrogate pair is none. */
export const Text = text('a text of 1 to 200 characters', (value) => {
  if (value.length === 0 || value.length > 400 || !value.isWellFormed()) return false;
  return value.length <= 200 || Array.from(value).length <= 200;
});

/** An ISO 4217 code by its form. Whether the currency exists is the policy's affair. */
export const Currency = plain(pattern('a currency of three capital letters', /^[A-Z]{3}$/));

const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A time; two of them compare as text. */
export const Instant = plain(
  text(
    'a real time in UTC such as 2026-03-01T18:00:00.000Z',
    (value) => INSTANT.test(value) && dayExists(value),
  ),
);

const dayExists = (instant: string): boolean => {
  const day = Number(instant.slice(8, 10));
  if (day <= 28) return day > 0;
  return day <= daysInMonth(Number(instant.slice(0, 4)), Number(instant.slice(5, 7)));
};

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** A JSON number without fraction, from `least` to `most`. */
export const integer = (least: number, most: number = Number.MAX_SAFE_INTEGER): t.Type<number> =>
  scalar(
    `an integer from ${String(least)} to ${String(most)}`,
    (value): value is number =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most,
  );

/** One of a few words of letters. */
export const oneOf = <W extends string>(...words: readonly W[]): t.Type<W> =>
  plain(
    scalar(`one of ${words.map((word) => `"${word}"`).join(', ')}`, (value): value is W =>
      (words as readonly unknown[]).includes(value),
    ),
  );

/** Just this word. */
export const word = <W extends string>(only: W): t.Type<W> =>
  plain(scalar(`"${only}"`, (value): value is W => value === only));

const RATIO = /^([1-9]\d{0,15})\/([1-9]\d{0,15})$/;

/** An exact ratio `"p/q"`. */
export const RatioText = text(
  `a ratio "p/q" of two integers from 1 to ${String(Number.MAX_SAFE_INTEGER)}`,
  (value) => {
    const [, p, q] = RATIO.exec(value) ?? [];
    return Number.isSafeInteger(Number(p)) && Number.isSafeInteger(Number(q));
  },
);
