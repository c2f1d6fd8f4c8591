// Runs a program of bench/ on the built packages: `node scripts/bench.mjs main.mjs --quick`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

const [program, ...programArguments] = process.argv.slice(2);

await setup();
const built = await build();
if (!built.ok) throw new Error(`${built.output}\nThe packages could not be built: see above.`);
const { status } = spawnSync(process.execPath, [join(root, 'bench', program), ...programArguments], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
