import { startProxy, startRedis, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { RedisDriver } from '../src/index.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { type ClientClass, openByClient } from './opened-driver.ts';
import { testCases } from './test-cases.ts';

const sizes = { itemBytes: 600_000, listBytes: 3_000_000 };

const clients: readonly { version: string; Client: ClientClass }[] = [
  { version: '6', Client: Redis },
  { version: '5', Client: Redis5 },
];

describeOwnRedis.each(clients)('the redis driver on a client of ioredis $version with a keyPrefix', ({ Client }) => {
  let server: TestServer;
  let client: InstanceType<ClientClass>;
  let observer: Redis;
  const closings: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startRedis({ own: true });
    client = new Client({ port: server.port, keyPrefix: 'mine:' });
    observer = new Redis(server.url);
  });
  afterAll(async () => {
    await Promise.all(closings.map((close) => close()));
    client.disconnect();
    observer.disconnect();
    await server.stop();
  });

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    sizes,
    create: (options) => new RedisDriver({ client, ...options }),
    leftovers: async ({ key }) => {
      const keys = await observer.keys('*');
      return keys.filter((name) => name.replace(/[{}]/g, '').includes(key));
    },
    breakable: async () => {
      const proxy = await startProxy(server.port);
      const { driver, close } = openByClient(proxy.port, {}, Client);
      closings.push(async () => {
        proxy.heal();
        await close();
        await proxy.stop();
      });
      return {
        driver,
        break: async () => {
          proxy.refuse();
          proxy.dropConnections();
        },
        mend: async () => proxy.heal(),
      };
    },
  });
});
