// Runs a program of the dependencies on a machine that has only Node.js and npm: `node scripts/run.mjs turbo run build`.
import { spawn } from 'node:child_process';
import { root } from './root.mjs';
import { setup, setupPnpm } from './setup.mjs';

const [program, ...programArguments] = process.argv.slice(2);

try {
  // pnpm itself must also run when the lockfile is out of date, since it is what updates it.
  await (program === 'pnpm' ? setupPnpm() : setup());
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const child = spawn(program, programArguments, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
