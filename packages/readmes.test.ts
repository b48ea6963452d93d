import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatWithOptions } from 'node:util';
import { compileFunction } from 'node:vm';

/** The example of a README, and what its comments say that it prints. */
const exampleOf = (name: string): { readonly code: string; readonly says: readonly string[] } => {
  const page = readFileSync(join(__dirname, name, 'README.md'), 'utf8');
  const [, code = ''] = /^```ts\n([^]*?)^```/m.exec(page) ?? [];
  const says = [...code.matchAll(/(?:console\.log\(.*\); |^)\/\/ (.*)$/gm)];
  return { code, says: says.map(([, said = '']) => said) };
};

/** Runs it as it stands, on the sources of the packages. */
const printedBy = async (code: string): Promise<readonly string[]> => {
  const printed: string[] = [];
  const log = (...values: unknown[]) =>
    printed.push(formatWithOptions({ breakLength: Infinity }, ...values));
  const { code: script } = transformSync(code, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const load = (name: string) => jest.requireActual<object>(name);
  // In a function of its own, because an example may await where it stands.
  const body = `return (async () => {${script}\n})();`;
  const run = compileFunction(body, ['require', 'exports', 'console']);
  await Reflect.apply(run, undefined, [load, {}, { log }]);
  return printed;
};

test.each(['core', 'domain', 'store-kit', 'testing'])(
  'the example of %s prints what it says',
  async (name) => {
    const { code, says } = exampleOf(name);
    expect(says.length).toBeGreaterThan(0);
    expect(await printedBy(code)).toEqual(says);
  },
);
