import { RedisDriver } from '@agentstore/redis';
import { Redis } from 'ioredis';

/** A Redis that is found by its sentinels is reached by a client of the user's. */
export function redisOf({ sentinels, name, timeoutMs }) {
  const client = new Redis({ sentinels, name });
  // Its operations say what went wrong.
  client.on('error', () => {});
  return { client, driver: new RedisDriver({ client, timeoutMs }) };
}
