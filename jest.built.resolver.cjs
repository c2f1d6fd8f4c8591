const { existsSync } = require('node:fs');

/** Where the sources of an entry of a package are asked for, gives what is built of them. */
module.exports = function resolveBuilt(request, options) {
  const source = options.defaultResolver(request, options);
  const [, folder, entry = 'index'] = /^(.*)\/src\/(?:([\w-]+)\/)?index\.ts$/.exec(source) ?? [];
  const built = `${folder}/dist/${entry}.cjs`;
  // Folders inside the sources may have an index too. That of a package must be built.
  return folder && (entry === 'index' || existsSync(built)) ? built : source;
};
