import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { StorageDriver } from '@agentstore/core';
import { runsTestsOf, startProxy, startRedis, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver } from '../src/index.ts';
import { testCases } from './test-cases.ts';

const describeRedis = runsTestsOf('redis') ? describe : describe.skip;

describeRedis('the redis driver', () => {
  let server: TestServer;
  let observer: Redis;
  const drivers: StorageDriver[] = [];

  beforeAll(async () => {
    server = await startRedis();
    observer = new Redis(server.url);
  });
  afterAll(async () => {
    await Promise.all(drivers.map((driver) => driver.close()));
    observer.disconnect();
    await server.stop();
  });

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => {
      const driver = new RedisDriver({ url: server.url, ...options });
      drivers.push(driver);
      return driver;
    },
    startProcess: () => fork(join(__dirname, 'take-part.mjs'), [server.url]),
    // All that has anything of the identity in its name.
    leftovers: async ({ key }) => {
      const keys = await observer.keys('*');
      return keys.filter((name) => name.replace(/[{}]/g, '').includes(key));
    },
    breakable: async () => {
      const proxy = await startProxy(server.port);
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
