// Runs the simulation of the chain: `npm run simulate -- --seeds 1000000`, `npm run simulate -- --seed 7 --trace`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

try {
  await setup();
  const built = await build('@agentstore/simulation');
  if (!built.ok) throw new Error(`${built.output}\nThe simulation could not be built: see above.`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const program = join(root, 'packages', 'simulation', 'dist', 'main.js');
const simulation = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
simulation.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
