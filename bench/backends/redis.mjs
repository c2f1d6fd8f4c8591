import { RedisDriver } from '@agentstore/redis';
import { startRedis } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { redisAims } from '../aims.mjs';
import { textsOf } from '../data/texts.mjs';
import { changed } from './changed.mjs';

/** @type {import('./backend.mjs').Backend} */
export const redis = {
  name: 'redis',
  title: 'Redis',
  aims: redisAims,
  guardedLength: 10_000,
  rawNames: {
    append: '`RPUSH` of both messages',
    load: '`LRANGE` and parse',
    last: '`LRANGE` of 20 and parse',
    change: '`LRANGE`, parse, and `RPUSH` of all',
    lists: '`SCAN` with a pattern',
  },
  start: () => startRedis({ own: true }),
  async connect(_server, port) {
    const url = `redis://127.0.0.1:${port}`;
    const driver = new RedisDriver({ url, timeoutMs: 60_000 });
    const client = new Redis(url);
    return {
      driver,
      raw: rawRedis(client),
      async close() {
        await driver.close();
        client.disconnect();
      },
    };
  },
};

/** A Redis list for each of ours, as ioredis' users would. @returns {import('./backend.mjs').Raw} */
function rawRedis(client) {
  const key = ({ name }) => `raw:${name}`;
  const replace = (list, messages) =>
    client
      .multi()
      .del(key(list))
      .rpush(key(list), ...textsOf(messages))
      .exec();
  const read = async (list, from) => (await client.lrange(key(list), from, -1)).map((text) => JSON.parse(text));
  return {
    fill: replace,
    append: (list, messages) => client.rpush(key(list), ...textsOf(messages)),
    load: (list) => read(list, 0),
    last: (list, count) => read(list, -count),
    change: async (list) => replace(list, changed(await read(list, 0))),
    async lists(userId) {
      const found = [];
      for await (const keys of client.scanStream({ match: `raw:u.${userId}/*`, count: 1_000 })) found.push(...keys);
      return found;
    },
  };
}
