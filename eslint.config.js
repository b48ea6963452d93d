import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { architecture } from './packages/architecture.js';

const tests = ['**/*.test.ts', '**/test/**/*.ts'];
/** The properties of the interfaces that a file exports. */
const exported = 'ExportNamedDeclaration > TSInterfaceDeclaration > * > TSPropertySignature';
const node = ['console', 'performance', 'process', 'URL', 'setTimeout', 'clearTimeout'];

export default defineConfig(
  { ignores: ['**/dist/', 'coverage/', '.cache/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    name: 'house/scripts',
    files: ['**/*.js'],
    languageOptions: { globals: Object.fromEntries(node.map((name) => [name, 'readonly'])) },
  },
  {
    name: 'house/typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      // One program for sources, tests and examples: it sees the sources of every package, so
      // nothing needs to be built before it can be linted.
      parserOptions: {
        project: 'packages/tsconfig.test.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      // `interface X extends t.TypeOf<typeof X> {}` gives a codec's type its name in messages.
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      // A type that speaks of itself, as Json does, cannot be a Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Reading a log means to name the control characters that may not be in it.
      'no-control-regex': 'off',
      // An asynchronous port may have an adapter that need not wait.
      '@typescript-eslint/require-await': 'off',
      // It would ask for `!`, which is forbidden: a cast with a comment takes its place.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // It takes a branded bigint for an object. The compiler knows better.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: false,
        },
      ],
      eqeqeq: ['error', 'always'],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'List the names: what an index.ts does not list is private.',
        },
        {
          selector: `${exported}[readonly=false]`,
          message: 'What a file exports is readonly; a shape that changes stays inside it.',
        },
        {
          selector: `${exported} > TSTypeAnnotation > TSArrayType`,
          message: 'A list in a shape is readonly.',
        },
        {
          selector: `${exported} > TSTypeAnnotation > TSTypeReference[typeName.name=/^(Array|Map|Set)$/]`,
          message: 'A collection in a shape is readonly: ReadonlyMap, ReadonlySet, readonly T[].',
        },
      ],
    },
  },
  {
    name: 'house/tests',
    files: tests,
    rules: {
      // Jest's matchers are methods that are handed over unbound.
      '@typescript-eslint/unbound-method': 'off',
      // Numbers that JSON cannot hold are among what is tried.
      'no-loss-of-precision': 'off',
    },
  },
  architecture,
);
