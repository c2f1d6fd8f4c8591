import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface ExampleRun {
  readonly output: string;
  /** What it wrote for errors. */
  readonly errors: string;
  readonly code: number | null;
}

interface RunOptions {
  readonly cwd: string;
  /** Added to the environment, in which nothing names a server. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the built program of an example to its end. */
export async function runExample(
  example: string,
  programArguments: readonly string[],
  { cwd, env }: RunOptions,
): Promise<ExampleRun> {
  const program = join(__dirname, '../..', example, 'dist/main.js');
  if (!existsSync(program)) throw new Error('build the examples first: npm run build');
  const noServers = { REDIS_URL: '', MONGODB_URL: '', DYNAMODB_URL: '', S3_URL: '' };
  const child = spawn(process.execPath, [program, ...programArguments], {
    cwd,
    env: { ...process.env, ...noServers, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { output, errors, code };
}
