import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

const browser = ['src/{schemas,client,internal,controllers,elements}/**/*.ts'];
const bridge = ['src/bridge/**/*.ts'];
const components = ['src/{internal,controllers,elements}/**/*.ts'];
/** The only files that may speak to the process: they read its environment, print, and end it. */
const processFiles = ['src/bridge/{main,cli}.ts'];
/** Where a page's developer is told what no event can tell. */
const consoleFiles = ['src/elements/loader.ts', 'src/internal/define-element.ts'];

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const noMarkupFromStrings = {
  selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc)$/]',
  message: 'Text from outside is rendered as text, through Lit.',
};
const noProcess = {
  selector: 'MemberExpression[object.name="process"][property.name=/^(env|argv|exit|exitCode)$/]',
  message: 'Only main.ts and cli.ts read the environment and end the process.',
};
const unawaitedAccessible = {
  selector: 'ExpressionStatement > CallExpression[callee.property.name="accessible"]',
  message: 'accessible() answers later: await it, or it never fails.',
};
const unsafeDirectives = {
  group: ['lit/directives/unsafe-*', 'lit/static-html.js'],
  message: 'Text from outside is rendered as text, through Lit.',
};

/** Types are checked against the project a file belongs to, so that a browser global is an error in the bridge. */
const typedBy = (project) => ({ parserOptions: { project: `./${project}`, tsconfigRootDir: import.meta.dirname } });

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.data/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': 'off', // tsc's noUnusedLocals and noUnusedParameters tell it already
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Code that runs on servers and in old browsers too asks for what the DOM's types say is always there.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // takes `new Hono<Env>()` for unsafe
      '@typescript-eslint/no-unnecessary-type-parameters': 'off', // a type said once by the caller is a contract too
      '@typescript-eslint/require-await': 'off', // an async contract may be kept without waiting, as SQLite does
      eqeqeq: 'error',
    },
  },
  { files: browser, languageOptions: typedBy('tsconfig.json') },
  { files: bridge, languageOptions: typedBy('tsconfig.bridge.json') },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts', 'scripts/**/*.ts', '*.ts'],
    languageOptions: typedBy('tsconfig.test.json'),
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noMarkupFromStrings, noProcess],
      'no-restricted-imports': ['error', { patterns: [unsafeDirectives] }],
    },
  },
  {
    files: browser,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [unsafeDirectives],
          paths: [{ name: 'zod', message: 'Browsers get zod/mini, a quarter of the size.' }],
        },
      ],
    },
  },
  { files: consoleFiles, rules: { 'no-console': 'off' } },
  {
    files: processFiles,
    rules: { 'no-console': 'off', 'no-restricted-syntax': ['error', noDefaultExport, noMarkupFromStrings] },
  },
  {
    files: components,
    extends: [wc['flat/best-practice'], lit['flat/all'], litA11y.configs.recommended],
    rules: {
      'lit/ban-attributes': ['error', 'style'], // a strict content security policy refuses it
      'lit-a11y/no-redundant-role': 'off', // Safari takes a list without bullets for none, unless its role is said
      'lit/attribute-names': ['error', { convention: 'kebab' }],
    },
  },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
            'Equal', // chai's equal(): @open-wc types it as a promise, and it is none
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off', // in a test the thrown TypeError is the failed assertion
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      ...Object.fromEntries(
        ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
          `@typescript-eslint/no-unsafe-${use}`,
          'off', // what a test reads from JSON it then compares
        ]),
      ),
      '@typescript-eslint/no-base-to-string': 'off',
      'no-restricted-syntax': ['error', unawaitedAccessible],
    },
  },
);
