import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['{src,apps,libs,test}/**/*.{ts,tsx}'];
const SPECS = ['**/*.spec.ts', '**/*.*-spec.ts'];
const TEST_CODE = [...SPECS, 'test/**/*.ts'];
const SCRIPTS = ['{scripts,deploy}/**/*.mjs', 'test/**/*.mjs', '*.{mjs,cjs,js}'];

/** Banned constructs: `selector` finds them, `message` says what to do instead. */
const BANS = {
  environment: [
    {
      selector: 'MemberExpression[object.name="process"][property.name="env"]',
      message: 'Only libs/platform reads the environment: take the value from its AppConfig.',
    },
    {
      selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
      message: 'Use the global `process`, so that reads of the environment stay visible.',
    },
  ],
  bareErrors: [
    {
      selector: 'NewExpression[callee.name="Error"]',
      message:
        'Use AppError or InvariantError of @app/kernel: an error says its kind, its code and what to do.',
    },
  ],
  nest: [
    {
      selector: 'MemberExpression[object.name="Scope"][property.name="REQUEST"]',
      message: 'No request-scoped providers: nestjs-cls carries the context of a request.',
    },
  ],
  clock: [
    {
      selector:
        'CallExpression[callee.object.name=/^(Date|performance)$/][callee.property.name="now"], NewExpression[callee.name="Date"][arguments.length=0]',
      message: 'The same input gives the same output: take the as-of date as an argument.',
    },
    {
      selector:
        'CallExpression[callee.object.name="Math"][callee.property.name="random"], CallExpression[callee.name=/^random(UUID|Bytes)$/]',
      message: 'The same input gives the same output: draw from the seed of the run.',
    },
  ],
  modules: [
    { selector: 'ExportDefaultDeclaration', message: 'Export by name: a name is found by searching for it.' },
  ],
  classes: [
    {
      selector:
        'ExportNamedDeclaration:has(> ClassDeclaration) ~ ExportNamedDeclaration:has(> ClassDeclaration)',
      message: 'One exported class a file.',
    },
  ],
  barrels: [{ selector: 'ExportAllDeclaration', message: 'Only the index of a library re-exports.' }],
  specs: [
    {
      selector:
        'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|failing|concurrent)$/]',
      message: 'Every test runs, and every test must pass.',
    },
    {
      selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
      message: 'Every test runs, and every test must pass.',
    },
    {
      selector: 'CallExpression[callee.property.name=/Snapshot$/]',
      message: 'Assert what matters instead of a snapshot, which nobody reads when it changes.',
    },
    {
      selector: 'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]',
      message: 'Tests do not sleep: wait for the event, or pass a fake clock.',
    },
    {
      selector: 'ImportDeclaration[source.value=/^(node:)?timers.promises$/]',
      message: 'Tests do not sleep: wait for the event, or pass a fake clock.',
    },
  ],
};

const ban = (...groups) => ['error', ...groups.flatMap((group) => BANS[group])];
const PRODUCT = ['environment', 'bareErrors', 'nest', 'modules', 'barrels'];
const except = (...groups) => ban(...PRODUCT.filter((group) => !groups.includes(group)));

const BANNED_NEST = [
  {
    name: '@nestjs/common',
    importNames: ['forwardRef'],
    message: 'Two modules that need each other hide a third one.',
  },
  {
    name: '@nestjs/core',
    importNames: ['REQUEST'],
    message: 'No request-scoped providers: use the request context.',
  },
];
const BANNED_GLOBAL = {
  name: '@nestjs/common',
  importNames: ['forwardRef', 'Global'],
  message: 'Modules import what they need; only the platform module is global.',
};
const BANNED_EXCEPTIONS = {
  group: ['@nestjs/common'],
  importNamePattern: 'Exception$',
  message: 'Libraries know no HTTP: throw an AppError, the filter of the API chooses the status.',
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'coverage', 'out', '.data'] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', { max: 6 }],
      'no-restricted-imports': ['error', { paths: [BANNED_GLOBAL, BANNED_NEST[1]] }],
      'no-restricted-syntax': except(),
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      // Knows of emitDecoratorMetadata and leaves imports alone that a decorated class needs as values.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      // An async method of an interface may have nothing to wait for in one of its implementations.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['libs/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [BANNED_GLOBAL, BANNED_NEST[1]], patterns: [BANNED_EXCEPTIONS] },
      ],
    },
  },
  {
    files: ['libs/platform/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: BANNED_NEST, patterns: [BANNED_EXCEPTIONS] }],
      'no-restricted-syntax': except('environment'),
    },
  },
  {
    files: [
      '{src,libs,apps}/**/*.{controller,module,processor,service,repository,agent,guard,filter,pipe}.ts',
    ],
    rules: { 'no-restricted-syntax': ban(...PRODUCT, 'classes') },
  },
  {
    files: ['libs/{catalog,sizing,pricing,carbon,compliance,agents,synthesis}/**/*.ts'],
    rules: { 'no-restricted-syntax': ban(...PRODUCT, 'clock', 'classes') },
  },
  { files: ['libs/*/src/{index,pure}.ts'], rules: { 'no-restricted-syntax': except('barrels') } },
  { files: ['apps/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: TEST_CODE,
    rules: {
      'no-restricted-syntax': except('bareErrors', 'modules'),
      // jest's matchers (expect.any) and parsed response bodies are `any`; the assertions check them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: SPECS,
    rules: {
      'no-restricted-syntax': ban('environment', 'specs'),
      // The callback of a `describe` is as long as its file.
      'max-lines-per-function': 'off',
    },
  },
  {
    // Finds the stores of a test run.
    files: ['test/{support,conformance}/**/*.ts'],
    ignores: SPECS,
    rules: { 'no-restricted-syntax': ban('nest', 'barrels') },
  },
  {
    files: SCRIPTS,
    rules: {
      eqeqeq: 'error',
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      'max-lines': ['error', 300],
    },
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        module: 'writable',
        require: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
