const { readdirSync } = require('node:fs');

/** `@app/<lib>` resolves to the lib's index and `@app/<lib>/pure` to its pure.ts, as tsconfig.json maps them. */
const libs = readdirSync(`${__dirname}/libs`);

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/libs', '<rootDir>/src', '<rootDir>/apps', '<rootDir>/test'],
  testEnvironment: 'node',
  testMatch: [
    '**/*.spec.ts',
    '**/*.int-spec.ts',
    '**/*.e2e-spec.ts',
    '**/*.conformance-spec.ts',
    '**/*.arch-spec.ts',
  ],
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  moduleNameMapper: Object.fromEntries(
    libs.flatMap((lib) => [
      [`^@app/${lib}$`, `<rootDir>/libs/${lib}/src/index.ts`],
      [`^@app/${lib}/pure$`, `<rootDir>/libs/${lib}/src/pure.ts`],
    ]),
  ),
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out/', '<rootDir>/.data/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Only bounds a hang: a busy machine with a slow disk may take many times as long as a quiet one.
  testTimeout: 300_000,
  // What a finished spec leaves behind in its process is only given back with the process.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
  restoreMocks: true,
  collectCoverageFrom: [
    'libs/*/src/**/*.ts',
    'src/**/*.ts',
    '!**/*.{spec,int-spec}.ts',
    '!**/main.ts',
    '!**/*.d.ts',
  ],
  coverageReporters: ['text-summary', 'lcov'],
  coverageThreshold: { global: { lines: 85 } },
};
