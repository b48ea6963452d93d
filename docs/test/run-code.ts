import { join } from 'node:path';
import { format } from 'node:util';
import ts from 'typescript';
import { home } from './sample-code.js';

/** What a running sample sees of its surroundings. */
export interface Surroundings {
  readonly print: (text: string) => void;
  /** Called where the module says `await reach(n);`. */
  readonly reach: (index: number) => Promise<void>;
}

/** Runs a TypeScript module with what stands in the packages/ sources behind its imports. */
export const runCode = async (source: string, { print, reach }: Surroundings): Promise<void> => {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const log = (...values: readonly unknown[]) => {
    print(`${format(...values)}\n`);
  };
  const tests: Promise<unknown>[] = [];
  const scope = {
    require: requireFrom,
    exports: {},
    console: { log, error: log },
    reach,
    // A test of a sample runs where it stands; what it rejects with is seen at the end.
    test: (_name: string, body: () => unknown) => void tests.push(Promise.resolve(body())),
  };
  // The sample is code on a page: there is no other way to run it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  await new Function(...Object.keys(scope), `return (async () => {${outputText}\n})()`)(
    ...Object.values(scope),
  );
  await Promise.all(tests);
};

/** As an example would: files beside it by path, packages by the name that they have there. */
const requireFrom = (name: string): unknown => {
  if (name === '@largesse/services') throw new Error('It starts servers: no sample here may');
  if (name.startsWith('.')) return jest.requireActual(join(home, name.replace(/\.js$/, '')));
  if (/^(?:@largesse\/|node:)/.test(name)) return jest.requireActual(name);
  const paths = [home, join(home, '../../packages/core')];
  return jest.requireActual(require.resolve(name, { paths }));
};
