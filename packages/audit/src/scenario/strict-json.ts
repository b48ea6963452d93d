import { either as E } from 'fp-ts';
import { visit, type JSONPath } from 'jsonc-parser';
import { jsonFault } from '../log/json-fault.js';

/** Why a text is no JSON that everybody reads in the same way. */
export interface JsonProblem {
  /** The way to the field, `payment.amount`; empty for the whole text. */
  readonly field: string;
  readonly message: string;
}

/**
 * Reads JSON of which no two readers can think differently. `JSON.parse` takes the last of two
 * fields of one name and rounds a number that is no double; where money is meant, both are
 * refused.
 */
export const parseStrictJson = (text: string): E.Either<JsonProblem, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return E.left({ field: '', message: notJson(text) });
  }
  const problem = ambiguity(text);
  return problem === undefined ? E.right(value) : E.left(problem);
};

const notJson = (text: string): string => {
  if (text.trim() === '') return 'the line is empty; remove it';
  if (text.startsWith('\uFEFF')) return 'starts with a byte order mark; remove it';
  const at = jsonFault(text);
  const found = at < text.length ? JSON.stringify(text.slice(at, at + 20)) : 'the end of the line';
  return `not JSON: column ${String(at + 1)} has ${found} where something else must stand`;
};

const ambiguity = (text: string): JsonProblem | undefined => {
  let problem: JsonProblem | undefined;
  const objects: Set<string>[] = [];
  const found = (path: JSONPath, message: string): void => {
    const field = pathText(path);
    problem ??= { field, message: `${field}: ${message}` };
  };
  try {
    visit(text, {
      onObjectBegin: () => void objects.push(new Set()),
      onObjectEnd: () => void objects.pop(),
      onObjectProperty: (name, _offset, _length, _line, _column, path) => {
        const names = objects.at(-1);
        if (names?.has(name) === true) found([...path(), name], 'is there twice; keep one');
        names?.add(name);
      },
      onLiteralValue: (value, offset, length, _line, _column, path) => {
        if (typeof value !== 'number' || !Number.isSafeInteger(value)) return;
        const written = text.slice(offset, offset + length);
        if (!isExactly(written, value))
          found(path(), `${written.slice(0, 40)} is not exactly an integer; write it in digits`);
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { field: '', message: 'nested too deeply to be a command' };
  }
  return problem;
};

/** Whether a number as written is this integer, and was not only rounded to it. */
const isExactly = (written: string, value: number): boolean => {
  if (/^-?\d{1,15}$/.test(written)) return true;
  if (written.length > 100) return false;
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '').replace(/0+$/, '');
  const shift = Number(exponent) - fraction.length;
  const trailing = /0*$/.exec(whole + fraction)?.[0].length ?? 0;
  if (digits === '') return value === 0;
  // A safe integer has few digits: only then is writing it out worth while.
  const zeros = shift + trailing;
  return zeros >= 0 && zeros < 20 && BigInt(digits + '0'.repeat(zeros)) === BigInt(Math.abs(value));
};

/** A way of more steps than this is shown by its end: no command is as deep. */
const MOST_STEPS = 6;

const pathText = (path: JSONPath): string => {
  const steps = path.slice(-MOST_STEPS).map(stepText).join('');
  return path.length > MOST_STEPS ? `…${steps}` : steps.replace(/^\./, '');
};

/** As messages of the domain name a field: one with odd characters must not play with a terminal. */
const stepText = (step: string | number): string => {
  if (typeof step === 'number') return `[${String(step)}]`;
  return /^[A-Za-z_$][\w$]{0,63}$/.test(step)
    ? `.${step}`
    : `.${JSON.stringify(step.slice(0, 20))}`;
};
