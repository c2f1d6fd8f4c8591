import { rmSync } from 'node:fs';
import type { Options } from 'tsup';

/**
 * How a package is built: one file of ES modules, one of CommonJS, and the types. With `beginnings`, also a build for
 * bundlers in dist/bundler, in files split where these modules need different things, so that the rest can be left out.
 */
export function packageBuild(beginnings: string[] = []): Options[] {
  // The builds run at once, so none of them can empty the folder: it is emptied before they start.
  rmSync('dist', { recursive: true, force: true });

  // Without `paths`: what a package imports from another one stays an import, of its built form.
  const shared: Options = { entry: ['src/index.ts'], target: 'node20', tsconfig: '../../tsconfig.base.json' };
  // `node:fs` stays `node:fs`: what bundlers and other runtimes know for sure to be no package. Splitting would turn the
  // `import()` that loads a driver by name into `require()` in CommonJS, which cannot load ES modules.
  const javascript: Options = { ...shared, sourcemap: true, removeNodeProtocol: false, splitting: false };
  const forBundlers: Options = { ...javascript, format: 'esm', splitting: true, outDir: 'dist/bundler' };
  return [
    { ...javascript, format: ['esm', 'cjs'] },
    ...(beginnings.length > 0 ? [{ ...forBundlers, entry: ['src/index.ts', ...beginnings] }] : []),
    // tsup sets `baseUrl`, which TypeScript 6 calls deprecated.
    { ...shared, format: ['esm', 'cjs'], dts: { only: true, compilerOptions: { ignoreDeprecations: '6.0' } } },
  ];
}
