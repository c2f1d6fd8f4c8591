import { readFileSync } from 'node:fs';
import { runProgram } from '../../scripts/program.mjs';

/** The gzipped sizes of what is bundled, with the limits that `npm test` holds. */
export async function bundledSizes() {
  const { ok, output } = await runProgram('size-limit', ['--json']);
  if (!ok) throw new Error(output);
  // The bundler's warnings come first.
  const [json] = /^\[$[\s\S]*^\]$/m.exec(output);
  return JSON.parse(json).map(({ name, size, sizeLimit }) => ({
    what: `${name}, gzipped`,
    value: `${(size / 1_000).toFixed(1)} kB`,
    unit: ' kB',
    aim: { atMost: sizeLimit / 1_000 },
    isReached: size <= sizeLimit,
  }));
}

/** How many packages core asks for. */
export function coreDependencies() {
  const manifest = new URL('../../packages/core/package.json', import.meta.url);
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  const count = Object.keys({ ...dependencies, ...peerDependencies }).length;
  return { what: 'dependencies of core', value: String(count), aim: { atMost: 0 }, isReached: count === 0 };
}
