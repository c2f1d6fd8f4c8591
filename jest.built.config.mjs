import sources from './jest.config.mjs';

/** The same tests, of what is published: the entry of a package is the built one. */
export default { ...sources, resolver: '<rootDir>/jest.built.resolver.cjs' };
