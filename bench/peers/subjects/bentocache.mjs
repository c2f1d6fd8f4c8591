import { BentoCache, bentostore } from 'bentocache';
import { redisDriver } from 'bentocache/drivers/redis';
import { Redis } from 'ioredis';
import { keyedList } from './keyed-list.mjs';

export function connect(url) {
  const connection = new Redis(url);
  // Redis alone: a copy in memory would hide what others write.
  const bento = new BentoCache({
    default: 'redis',
    stores: { redis: bentostore().useL2Layer(redisDriver({ connection })) },
  });
  return {
    open: (key) =>
      keyedList(
        () => bento.get({ key }),
        (value) => bento.setForever({ key, value }),
      ),
    async close() {
      await bento.disconnectAll();
      connection.disconnect();
    },
  };
}
