import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

// The others are parts of it, or for one question.
const programs = ['main.mjs', 'check.mjs'];
const [first = 'main.mjs', ...rest] = process.argv.slice(2);
const [program, programArguments] = first.endsWith('.mjs') ? [first, rest] : ['main.mjs', process.argv.slice(2)];
if (!programs.includes(program)) throw new Error(`bench/${program} is not one of ${programs}`);

await setup();
const built = await build();
if (!built.ok) throw new Error(`${built.output}\nThe packages could not be built: see above.`);
const { status } = spawnSync(process.execPath, [join(root, 'bench', program), ...programArguments], { stdio: 'inherit' });
process.exitCode = status ?? 1;
