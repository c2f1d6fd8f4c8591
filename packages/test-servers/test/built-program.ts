import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const built = join(__dirname, '..', 'dist', 'index.js');

/** Runs a program in a process of its own; `servers` in it is the built package. */
export function startProgram(
  program: string,
  options: { readonly cwd: string; readonly environment: NodeJS.ProcessEnv },
): ChildProcessByStdio<null, Readable, Readable> {
  if (!existsSync(built)) throw new Error('build the packages first: npm run build');
  const code = `import * as servers from ${JSON.stringify(built)};\n${program}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: options.cwd,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
