import { type RedisCluster, startRedisCluster } from '@agentstore/test-servers';
import { Cluster } from 'ioredis';
import { RedisDriver } from '../src/index.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { testCases } from './test-cases.ts';

describeOwnRedis('the redis driver on a cluster of three nodes', () => {
  let cluster: RedisCluster;
  let client: Cluster;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    client = new Cluster([...cluster.nodes]);
  });
  afterAll(async () => {
    client.disconnect();
    await cluster.stop();
  });

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    sizes: { itemBytes: 600_000, listBytes: 3_000_000 },
    create: (options) => new RedisDriver({ client, ...options }),
    // All that has anything of the identity in its name, on any node.
    leftovers: async ({ key }) => {
      const keys = await Promise.all(client.nodes('master').map((node) => node.keys('*')));
      return keys.flat().filter((name) => name.replace(/[{}]/g, '').includes(key));
    },
  });
});
