import { join } from 'node:path';
import ts from 'typescript';
import { root, type Page } from './page.js';
import { home, isCode, moduleOf } from './sample-code.js';

/** Everything that the compiler has to say of the samples of these pages, by one program. */
export const typeCheck = (pages: readonly Page[]): readonly string[] => {
  const modules = new Map(
    pages
      .filter(({ blocks }) => blocks.some(isCode))
      .map((page) => [join(home, `${page.path.replaceAll('/', '+')}.ts`), page]),
  );
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => modules.has(file) || fileExists(file);
  host.getSourceFile = (file, ...rest) => {
    const page = modules.get(file);
    return page === undefined
      ? getSourceFile(file, ...rest)
      : ts.createSourceFile(file, moduleOf(page), {
          languageVersion: ts.ScriptTarget.ES2023,
          impliedNodeFormat: ts.ModuleKind.ESNext,
        });
  };
  const program = ts.createProgram({ rootNames: [...modules.keys()], options, host });
  return [...modules].flatMap(([file, page]) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map((found) => complaint(page, found));
  });
};

const complaint = ({ path }: Page, { file, start, messageText }: ts.Diagnostic): string => {
  const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
  return `${path}:${String(line + 1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
};

const compilerOptions = (): ts.CompilerOptions => {
  const file = join(root, 'packages/tsconfig.test.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [] },
    ts.sys,
    join(root, 'packages'),
  );
  return {
    ...options,
    // A sample may show a name that only its reader will use.
    noUnusedLocals: false,
    noUnusedParameters: false,
    // fp-ts is no dependency of the examples: of those who use it in their own app it is.
    paths: { ...options.paths, 'fp-ts': ['./core/node_modules/fp-ts/lib/index.d.ts'] },
  };
};
