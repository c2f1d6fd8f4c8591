import { givenServer } from '../given-server.ts';
import type { TestServer } from '../test-server.ts';
import { redisInfo } from './redis-info.ts';

/** The server of `REDIS_URL`: not ours to stop. Rejects if it does not answer. */
export function givenRedis(url: string): Promise<TestServer> {
  return givenServer({
    url,
    defaultPort: 6379,
    variable: 'REDIS_URL',
    start: 'startRedis',
    version: async () => `redis-server ${(await redisInfo(url, 'server')).get('redis_version')}`,
  });
}
