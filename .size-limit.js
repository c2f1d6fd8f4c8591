const core = { path: 'packages/core/dist/bundler/index.js', gzip: true };
const asModules = (config) => ({ ...config, format: 'esm' });
/** Bundlers put what is imported later into a file of its own. */
const withoutLaterImports = (config) => asModules({ ...config, external: ['./for-model-*'] });

export default [
  {
    ...core,
    name: 'core: what a history needs',
    import: '{ ChatHistoryStorage, SessionIdentity }',
    modifyEsbuildConfig: withoutLaterImports,
    limit: '5 kB',
  },
  {
    ...core,
    name: 'core: all that its import loads',
    import: '*',
    modifyEsbuildConfig: withoutLaterImports,
    limit: '10 kB',
  },
  {
    ...core,
    name: 'core: and what forModel() loads when it is called',
    import: '*',
    modifyEsbuildConfig: asModules,
    limit: '11 kB',
  },
];
