import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

const ENTRY = join(root, 'examples', 'demo', 'dist', 'main.js');

try {
  await setup();
  const built = await build('@agentstore/example-demo');
  if (!built.ok) throw new Error(`${built.output}\nThe demo could not be built: see above.`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// npm runs scripts in the repository's folder; paths among the arguments are meant from where the user is.
const demo = spawn(process.execPath, [ENTRY, ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
// Ctrl+C reaches the demo as well, which decides when to end.
process.on('SIGINT', () => {});
demo.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
