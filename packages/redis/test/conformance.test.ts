import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startProxy } from '@agentstore/test-servers';
import { RedisDriver } from '../src/index.ts';
import { describeRedis } from './needs-redis.ts';
import { ObservedServer } from './observed-server.ts';
import { testCases } from './test-cases.ts';

describeRedis('the redis driver', () => {
  const redis = new ObservedServer();

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => redis.open(options),
    startProcess: () => fork(join(__dirname, 'take-part.mjs'), [redis.server.url]),
    // All that has anything of the identity in its name.
    leftovers: async ({ key }) => {
      const keys = await redis.observer.keys('*');
      return keys.filter((name) => name.replace(/[{}]/g, '').includes(key));
    },
    breakable: async () => {
      const proxy = await startProxy(redis.server.port);
      return {
        driver: new RedisDriver({ url: `redis://127.0.0.1:${proxy.port}` }),
        break: async () => {
          proxy.refuse();
          proxy.dropConnections();
        },
        mend: async () => proxy.heal(),
      };
    },
  });
});
