import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** A text of a source file and what stands there instead. */
export interface Mutation {
  readonly name: string;
  /** Below packages/core/src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The sources of core and of its chain as one script, changed as a mutation says. */
export async function bundleProcess(repository: string, mutation?: Mutation): Promise<string> {
  const core = join(repository, 'packages', 'core', 'src');
  const result = await build({
    entryPoints: [join(repository, 'packages', 'simulation', 'src', 'process', 'process-entry.ts')],
    alias: { '@agentstore/core/chain': join(core, 'chain', 'index.ts'), '@agentstore/core': join(core, 'index.ts') },
    plugins: mutation ? [mutate(core, mutation)] : [],
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild gave no file');
  return file.text;
}

function mutate(core: string, { name, file, find, replace }: Mutation): Plugin {
  return {
    name,
    setup({ onLoad, onEnd }) {
      let times = 0;
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== join(core, file)) return null;
        const { readFile } = await import('node:fs/promises');
        const source = await readFile(path, 'utf8');
        times = source.split(find).length - 1;
        return { contents: source.replace(find, () => replace), loader: 'ts' };
      });
      onEnd(() => {
        if (times !== 1) throw new Error(`the mutation "${name}" finds its text ${times} times in ${file}, not once`);
      });
    },
  };
}
