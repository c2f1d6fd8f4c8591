// Builds an example and runs it: `npm run example -- quick-start`. Without a name, it says which ones there are.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

const examples = join(root, 'examples');
const [name, ...programArguments] = process.argv.slice(2);

if (!programs().includes(name)) {
  const width = Math.max(...programs().map((program) => program.length));
  const lines = programs().map((program) => `  ${program.padEnd(width)}  ${manifestOf(program).description}`);
  console.error(['npm run example -- NAME', ...lines].join('\n'));
  process.exit(name === undefined ? 0 : 1);
}

try {
  await setup();
  const built = await build(manifestOf(name).name);
  if (!built.ok) throw new Error(`${built.output}\nThe example could not be built: see above.`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// npm runs scripts in the repository's folder; paths among the arguments are meant from where the user is.
const example = spawn(process.execPath, [join(examples, name, 'dist', 'main.js'), ...programArguments], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
// Ctrl+C reaches the example as well, which decides when to end.
process.on('SIGINT', () => {});
example.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

/** What is a program and says what it shows. */
function programs() {
  return readdirSync(examples).filter(
    (folder) => existsSync(join(examples, folder, 'src', 'main.ts')) && manifestOf(folder).description,
  );
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(examples, folder, 'package.json'), 'utf8'));
}
