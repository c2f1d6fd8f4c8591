import { startServer } from '../server-process.ts';
import type { DiskOptions, TestServer } from '../test-server.ts';
import { wantsOwn } from '../wants-own.ts';
import { givenRedis } from './given-redis.ts';
import { isRedisReady } from './redis-info.ts';
import { redisProgram } from './redis-program.ts';

export interface RedisOptions extends DiskOptions {
  /** Added to the program's arguments: `['--maxmemory', '1mb']`. */
  readonly arguments?: readonly string[];
  /** What clients must send; it is part of the server's `url`. Default: none. */
  readonly password?: string;
  /** A server of the test alone, which it may pause, kill, restart and fill, also where `REDIS_URL` is set. Default: false. */
  readonly own?: boolean;
}

/**
 * A Redis server for a test, empty, and without persistence unless asked for: started from `redis-server`, which is installed
 * by apt if it is missing and we may.
 *
 * Where `REDIS_URL` is set, and neither `own` nor another option asks for a server of one's own, it is that server: used as
 * it stands, neither flushed nor ended by `stop`, and `pause`, `resume`, `kill` and `restart` are refused.
 *
 * @throws where there is no program to start, with what to install
 */
export async function startRedis(options: RedisOptions = {}): Promise<TestServer> {
  if (process.env.REDIS_URL && !wantsOwn({ ...options })) return givenRedis(process.env.REDIS_URL);

  const { path, version } = await redisProgram();
  const login = options.password === undefined ? '' : `:${encodeURIComponent(options.password)}@`;
  const url = (port: number) => `redis://${login}127.0.0.1:${port}`;
  return startServer({
    version,
    path,
    url,
    user: options.user,
    parentFolder: options.parentFolder,
    arguments: (port, folder) => [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      // Whatever was acknowledged is in the file, or at least with the system: a killed server loses nothing.
      ...['--appendonly', options.onDisk ? 'yes' : 'no'],
      ...(options.password === undefined ? [] : ['--requirepass', options.password]),
      ...(options.arguments ?? []),
    ],
    isReady: (port, pid) => isRedisReady(url(port), pid),
  });
}
