const toCommonJs = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

export default {
  roots: ['<rootDir>/packages', '<rootDir>/examples', '<rootDir>/bench'],
  testMatch: ['**/test/**/*.test.ts'],
  testTimeout: 30_000,
  testSequencer: '<rootDir>/jest.sequencer.cjs',
  // All cores: by default jest leaves one to the person who waits.
  maxWorkers: '100%',
  // Modules of each suite pile up in a worker: beyond that it is replaced, so that small machines have enough.
  workerIdleMemoryLimit: '600MB',
  cacheDirectory: '<rootDir>/.cache/jest',
  // arktype has ES modules alone, which jest cannot load on every version of Node.js that we support.
  transform: { '\\.ts$': toCommonJs, '/node_modules/(arktype|arkregex|@ark)/.*\\.js$': toCommonJs },
  transformIgnorePatterns: ['/node_modules/(?!\\.pnpm/|arktype/|arkregex/|@ark/)'],
  // Finds or installs the servers that tests need, before there are tests to skip.
  globalSetup: '<rootDir>/packages/test-servers/src/jest-global-setup.ts',
  // Tests meet the sources: they need no build, and a failure points at the line that one edits.
  moduleNameMapper: {
    '^@agentstore/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@agentstore/([^/]+)/([^/]+)$': '<rootDir>/packages/$1/src/$2/index.ts',
  },
};
