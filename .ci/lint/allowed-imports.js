import path from 'node:path';

/**
 * Refuses what the table of `packages/architecture.js` does not list, in every form that an import
 * can take: static, dynamic, re-export, in a type, and `require`.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const allowedImports = {
  meta: { type: 'problem', schema: [{ type: 'object' }] },
  create(context) {
    const { imports, inTests } = context.options[0];
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const [, home, name] = /^((?:packages\/)?([^/]+))\//.exec(file) ?? [];
    const row = imports[name];
    if (row === undefined) {
      const message = `"${name}" has no row in packages/architecture.js: say there what it may import.`;
      return { Program: (node) => context.report({ node, message }) };
    }
    const isTest = /\.test\.ts$|\/test\//.test(file);
    const allowed = isTest ? [...row, ...inTests, `@largesse/${name}`] : row;

    const complaint = (source) => {
      if (source.startsWith('.')) {
        const target = path.posix.join(path.posix.dirname(file), source);
        if (!target.startsWith(`${home}/`))
          return `"${source}" leaves ${home}: import the other package by its name.`;
        return /\.(?:js|json)$/.test(source) ? undefined : `"${source}" must end in ".js".`;
      }
      if (/^@largesse\/[^/]+\//.test(source))
        return `"${source}" reaches into a package: import it by its name.`;
      if (/^(?:fp-ts|io-ts)\//.test(source))
        return `"${source}" breaks in Node: import { either as E } from 'fp-ts'.`;
      return allowed.some((pattern) => matches(pattern, source))
        ? undefined
        : `${name} must not import "${source}": see packages/architecture.js.`;
    };
    const check = (source) => {
      if (source == null) return;
      const text = source.type === 'TSLiteralType' ? source.literal.value : source.value;
      const message =
        typeof text === 'string'
          ? complaint(text)
          : allowed.includes('*')
            ? undefined
            : 'The name of an import must be a literal.';
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument),
      TSExternalModuleReference: (node) => check(node.expression),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
    };
  },
};

const matches = (pattern, source) =>
  pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : source === pattern;
