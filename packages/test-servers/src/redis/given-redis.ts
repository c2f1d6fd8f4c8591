import type { TestServer } from '../test-server.ts';
import { redisInfo } from './redis-info.ts';

/** The server of a URL: not ours to stop. Rejects if it does not answer. */
export async function givenRedis(url: string): Promise<TestServer> {
  const version = await redisVersion(url);
  const refuse = (): never => {
    throw new Error('The server of REDIS_URL is not ours to stop: startRedis({ own: true }) starts one that is.');
  };
  return {
    url,
    port: Number(new URL(url).port || 6379),
    version,
    pause: refuse,
    resume: refuse,
    kill: async () => refuse(),
    restart: async () => refuse(),
    stop: async () => {},
  };
}

async function redisVersion(url: string): Promise<string> {
  try {
    return `redis-server ${(await redisInfo(url, 'server')).get('redis_version')}`;
  } catch (cause) {
    throw new Error(`REDIS_URL is set, but its server does not answer: start it, or unset REDIS_URL`, { cause });
  }
}
