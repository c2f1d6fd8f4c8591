// How long a process that imports core takes for it, beyond one that imports an empty module, in milliseconds.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './median.mjs';

const rounds = 31;
const times = { './empty.mjs': [], '@agentstore/core': [] };

for (let round = 0; round < rounds; round++) {
  for (const specifier of Object.keys(times)) {
    const program = `const start = performance.now(); await import('${specifier}'); console.log(performance.now() - start)`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
    });
    times[specifier].push(Number(output));
  }
}
const beyond = median(times['@agentstore/core']) - median(times['./empty.mjs']);
console.log(`import of core beyond an empty module: ${beyond.toFixed(1)} ms`);
