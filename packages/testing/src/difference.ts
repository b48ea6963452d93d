/** A value as indented lines. Amounts show as `70n`; the order of fields does not matter. */
export const linesOf = (value: unknown): readonly string[] => render(value, '').split('\n');

const render = (value: unknown, indent: string): string => {
  if (typeof value === 'bigint') return `${String(value)}n`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const [open, close, rows] = Array.isArray(value)
    ? ['[', ']', value.map((item) => render(item, inner))]
    : ['{', '}', fieldsOf(value).map(([name, field]) => `${name}: ${render(field, inner)}`)];
  if (rows.length === 0) return open + close;
  return `${open}\n${rows.map((row) => `${inner}${row},\n`).join('')}${indent}${close}`;
};

const fieldsOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * The lines of two values side by side: `-` was expected and is not there, `+` is there and was
 * not expected. Empty if the values are equal.
 */
export const difference = (expected: unknown, actual: unknown): string => {
  const [left, right] = [linesOf(expected), linesOf(actual)];
  if (left.join('\n') === right.join('\n')) return '';
  return merge(left, right, commonLengths(left, right)).join('\n');
};

/** `lengths[i][j]`: how many lines the rests from i and from j have in common, in order. */
const commonLengths = (left: readonly string[], right: readonly string[]): number[][] => {
  const lengths = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0),
  );
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const [row, below] = [lengths[i] ?? [], lengths[i + 1] ?? []];
    for (let j = right.length - 1; j >= 0; j -= 1) {
      row[j] =
        left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
};

const merge = (
  left: readonly string[],
  right: readonly string[],
  lengths: readonly (readonly number[])[],
): readonly string[] => {
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && left[i] === right[j]) {
      lines.push(`  ${left[i] ?? ''}`);
      i += 1;
      j += 1;
    } else if (
      j >= right.length ||
      (i < left.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      lines.push(`- ${left[i] ?? ''}`);
      i += 1;
    } else {
      lines.push(`+ ${right[j] ?? ''}`);
      j += 1;
    }
  }
  return lines;
};
