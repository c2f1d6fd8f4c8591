import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

const ours = ['import-time.mjs', 'append-growth.mjs', 'redis-append.mjs'];
const programs = process.argv.length > 2 ? process.argv.slice(2) : ours;

await setup();
const built = await build();
if (!built.ok) throw new Error(`${built.output}\nThe packages could not be built: see above.`);
for (const program of programs) {
  const { status } = spawnSync(process.execPath, [join(root, 'bench', program)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
