import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { aptInstall, canAptInstall } from '../apt-install.ts';
import { findProgram } from '../find-program.ts';

const HOW_TO_INSTALL = 'install redis-server (apt-get install redis-server, brew install redis), or set REDIS_URL';

export interface RedisProgram {
  readonly path: string;
  /** The program and its version: `redis-server 7.0.15`. */
  readonly version: string;
}

let found: Promise<RedisProgram> | null = null;

/** The server's program: found, or installed where apt can do it. Rejects with an error that says what to install. */
export function redisProgram(): Promise<RedisProgram> {
  found ??= findOrInstall();
  return found;
}

async function findOrInstall(): Promise<RedisProgram> {
  const path = findProgram('redis-server') ?? (await install());
  const { stdout } = await promisify(execFile)(path, ['--version']);
  return { path, version: `redis-server ${/ v=(\S+)/.exec(stdout)?.[1]}` };
}

async function install(): Promise<string> {
  let cause: unknown;
  if (canAptInstall()) {
    await aptInstall('redis-server', 'redis-server').catch((error) => {
      cause = error;
    });
  }
  const path = findProgram('redis-server');
  if (path === null) throw new Error(HOW_TO_INSTALL, { cause });
  return path;
}
