import { searchGiven, searchOwn } from '../search-server.ts';
import type { ServerSearch } from '../test-server.ts';
import { givenRedis } from './given-redis.ts';
import { redisProgram } from './redis-program.ts';

/**
 * What the tests of Redis run against, after an install where that is needed and possible; or how to install it. Where
 * `REDIS_URL` is set, it also says so, and whether the tests that kill their server run.
 */
export function findRedis(): Promise<ServerSearch> {
  return searchGiven('REDIS_URL', givenRedis, findOwnRedis);
}

/** What tests run against that pause and kill their server: `REDIS_URL` does not count. */
export function findOwnRedis(): Promise<ServerSearch> {
  return searchOwn(redisProgram);
}
