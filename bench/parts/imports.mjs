import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { interleave } from '../measure/interleave.mjs';
import { median, quantile } from '../measure/median.mjs';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const empty = './empty.mjs';

/**
 * How long a new process takes to import a module, beyond one that imports an empty one, in milliseconds; and which of these
 * packages it has loaded then.
 *
 * @param {Record<string, readonly string[]>} modules by what is imported: packages that it is not to load
 */
export async function importTimes(modules, run) {
  const times = Object.fromEntries([empty, ...Object.keys(modules)].map((specifier) => [specifier, []]));
  const ways = Object.keys(times).map((specifier) => [
    specifier,
    async () =>
      times[specifier].push(
        Number(
          runProgram(`
      const start = performance.now();
      await import('${specifier}');
      console.log(performance.now() - start);`),
        ),
      ),
  ]);
  await interleave(Object.fromEntries(ways), { rounds: run.quick ? 5 : 31, seconds: 60, fewest: 5 });
  const nothing = median(times[empty]);
  return Object.entries(modules).map(([specifier, clients]) => ({
    specifier,
    milliseconds: median(times[specifier]) - nothing,
    low: quantile(times[specifier], 0.25) - nothing,
    high: quantile(times[specifier], 0.75) - nothing,
    loads: clients.filter((client) => isLoaded(specifier, client)),
  }));
}

/** The clients are CommonJS, whose modules Node.js keeps in a list. */
function isLoaded(specifier, client) {
  const loaded = runProgram(`
    import { createRequire } from 'node:module';
    const require = createRequire('${cwd}/x.js');
    await import('${specifier}');
    console.log(Object.keys(require.cache).join());`);
  return loaded.includes(`/node_modules/${client}/`);
}

function runProgram(program) {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd, encoding: 'utf8' });
}
