import { readFileSync, rmSync } from 'node:fs';
import type { Options } from 'tsup';

/** The names of built files, and the source that each begins with. */
interface Entries {
  readonly [name: string]: string;
}

/**
 * How a package is built: ES modules, CommonJS and types, one file for each of `entries`, and what entries share in files
 * beside them. With `beginnings`, also a build for bundlers in dist/bundler, in files split where these modules need
 * different things, so that the rest can be left out.
 */
export function packageBuild(entries: Entries = { index: 'src/index.ts' }, beginnings: Entries = {}): Options[] {
  // The builds run at once, so none of them can empty the folder: it is emptied before they start.
  rmSync('dist', { recursive: true, force: true });

  // What a package imports from another one, or one of its entries from another, stays an import, of the built form.
  const built: Options = { external: [/^@agentstore\//], tsconfig: '../../tsconfig.base.json' };
  const shared: Options = { ...built, entry: { ...entries }, target: 'node20' };
  // `node:fs` stays `node:fs`: what bundlers and other runtimes know for sure to be no package.
  const javascript: Options = { ...shared, sourcemap: true, removeNodeProtocol: false };
  const modules: Options = { ...javascript, format: 'esm', splitting: true };
  // Splitting would turn the `import()` that loads a driver by name into `require()`, which cannot load ES modules.
  const commonjs: Options = { ...javascript, format: 'cjs', splitting: false };
  const { name }: { name: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  const forBundlers: Options = { ...modules, entry: { ...entries, ...beginnings }, outDir: 'dist/bundler' };
  return [
    modules,
    commonjs,
    ...(Object.keys(beginnings).length > 0 ? [forBundlers] : []),
    {
      ...shared,
      format: ['esm', 'cjs'],
      dts: {
        only: true,
        // Types alone: copied, so that no package depends on it.
        resolve: ['@standard-schema/spec'],
        // A package's own types are not built yet. tsup sets `baseUrl`, which TypeScript 6 calls deprecated.
        compilerOptions: { paths: { [name]: ['./src/index.ts'] }, ignoreDeprecations: '6.0' },
      },
    },
  ];
}
