import type { ServerSearch } from '../test-server.ts';
import { givenRedis } from './given-redis.ts';
import { redisProgram } from './redis-program.ts';

/**
 * What the tests of Redis run against, after an install where that is needed and possible; or how to install it. Where
 * `REDIS_URL` is set, it also says so, and whether the tests that kill their server run.
 */
export async function findRedis(): Promise<ServerSearch> {
  const url = process.env.REDIS_URL;
  if (!url) return findOwnRedis();
  try {
    const { version } = await givenRedis(url);
    const own = await findOwnRedis();
    const faults = own.available ? `${own.against} where tests kill it` : `no tests that kill it: ${own.install}`;
    return { available: true, against: `${version} of REDIS_URL, ${faults}` };
  } catch (error) {
    return { available: false, install: (error as Error).message };
  }
}

/** What tests run against that pause and kill their server: `REDIS_URL` does not count. */
export async function findOwnRedis(): Promise<ServerSearch> {
  try {
    return { available: true, against: (await redisProgram()).version };
  } catch (error) {
    return { available: false, install: (error as Error).message };
  }
}
