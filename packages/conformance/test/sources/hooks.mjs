import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const packages = new URL('../../../', import.meta.url);
const cache = new URL('../.cache/sources/', packages);

/** The counterpart of `moduleNameMapper` in jest.config.mjs. */
export function resolve(specifier, context, next) {
  const [, name] = /^@agentstore\/([^/]+)$/.exec(specifier) ?? [];
  return next(name ? new URL(`${name}/src/index.ts`, packages).href : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: await javascript(fileURLToPath(url)), shortCircuit: true };
}

/** Kept, since loading the compiler takes longer than all the rest of a small process. */
async function javascript(filename) {
  const source = await readFile(filename, 'utf8');
  const kept = new URL(`${createHash('sha256').update(filename).update(source).digest('hex')}.mjs`, cache);
  try {
    return await readFile(kept, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const { transform } = await import('@swc/core');
  const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline', filename };
  const { code } = await transform(source, options);
  await mkdir(cache, { recursive: true });
  // Several processes may do this at once: each finds the file whole, or not at all.
  const draft = new URL(`${kept}.${process.pid}`);
  await writeFile(draft, code);
  await rename(draft, kept);
  return code;
}
