export default {
  roots: ['<rootDir>/packages', '<rootDir>/examples'],
  testMatch: ['**/test/**/*.test.ts'],
  testTimeout: 30_000,
  // All cores: by default jest leaves one to the person who waits.
  maxWorkers: '100%',
  cacheDirectory: '<rootDir>/.cache/jest',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Tests meet the sources: they need no build, and a failure points at the line that one edits.
  moduleNameMapper: { '^@agentstore/([^/]+)$': '<rootDir>/packages/$1/src/index.ts' },
};
