const VALUE =
  /[\t\n\r ]*(?:"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const STRING = /[\t\n\r ]*"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[\t\n\r ]*/y;

/**
 * Where a text that is no JSON stops being JSON, as an index into it: the start of the first
 * token that cannot stand there. `JSON.parse` names the place only for some faults.
 */
export const jsonFault = (text: string): number => {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const next = (): string => {
    skip(SPACE);
    return text[at] ?? '';
  };
  const eat = (character: string): boolean => {
    if (next() !== character) return false;
    at += 1;
    return true;
  };
  // The brackets that are open, innermost last; no recursion, so that no depth is too deep.
  const open: string[] = [];
  const key = (): boolean => skip(STRING) && eat(':');
  for (;;) {
    if (eat('{')) {
      if (!eat('}')) {
        open.push('}');
        if (key()) continue;
        return at;
      }
    } else if (eat('[')) {
      if (!eat(']')) {
        open.push(']');
        continue;
      }
    } else if (!skip(VALUE)) return at;
    while (open.length > 0 && eat(open.at(-1) ?? '')) open.pop();
    if (open.length === 0) {
      skip(SPACE);
      return at;
    }
    if (!eat(',') || (open.at(-1) === '}' && !key())) return at;
  }
};
