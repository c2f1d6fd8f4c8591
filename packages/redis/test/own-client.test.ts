import { once } from 'node:events';
import { ConfigError } from '@agentstore/core';
import { startProxy, startRedis, type TestServer } from '@agentstore/test-servers';
import { Cluster, Redis } from 'ioredis';
import { Cluster as Cluster5, Redis as Redis5 } from 'ioredis-5';
import { RedisDriver } from '../src/index.ts';
import { listKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import type { ClientClass } from './opened-driver.ts';
import { operations } from './operations.ts';

const clients: readonly ClientClass[] = [Redis, Redis5];

describeOwnRedis('a client of the user’s', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startRedis({ own: true });
  });
  afterAll(() => server.stop());

  /** How many of each event's listeners there are. */
  function listenersOf(client: NodeJS.EventEmitter): [event: string, count: number][] {
    return client.eventNames().map((event) => [String(event), client.listenerCount(event)]);
  }

  test.each<[string, ClientClass]>([
    ['6', Redis],
    ['5', Redis5],
  ])('of ioredis %s is neither closed nor changed, and no listener is left on it', async (_, Client) => {
    const client = new Client({ port: server.port, keyPrefix: 'mine:', db: 1 });
    await once(client, 'ready');
    const options = { ...client.options };
    const listeners = listenersOf(client);
    const [first, second] = [new RedisDriver({ client }), new RedisDriver({ client, keyPrefix: 'second:' })];
    for (const driver of [first, second]) {
      for (const run of Object.values(operations)) await run(driver, freshIdentity());
    }
    await first.close();
    await second.append(freshIdentity(), [{ n: 1 }]);
    await second.close();
    await second.close();

    expect(client.status).toBe('ready');
    expect(await client.ping()).toBe('PONG');
    expect({ ...client.options }).toEqual(options);
    expect(listenersOf(client)).toEqual(listeners);
    client.disconnect();
  });

  test('that many drivers share gets no listeners for each of them', async () => {
    const client = new Redis(server.port);
    const drivers = Array.from({ length: 50 }, () => new RedisDriver({ client }));
    expect(Math.max(...listenersOf(client).map(([, count]) => count))).toBeLessThan(5);
    await Promise.all(drivers.map((driver) => driver.close()));
    client.disconnect();
  });

  test('that connects on first use is connected by the driver’s first use', async () => {
    const client = new Redis({ port: server.port, lazyConnect: true });
    const driver = new RedisDriver({ client });
    expect(client.status).toBe('wait');
    await driver.append(freshIdentity(), [{ n: 1 }]);
    await driver.close();
    client.disconnect();
  });

  test('puts its own prefix before the driver’s, and lists what has both', async () => {
    const client = new Redis({ port: server.port, keyPrefix: 'a*[b]:' });
    const plain = new Redis(server.port);
    const driver = new RedisDriver({ client });
    const identity = freshIdentity({ chatName: 'c' });
    await driver.append(identity, [{ n: 1 }]);
    expect(await plain.exists(`a*[b]:agentstore:{u.${identity.userId}}/a.test/c.c/s.history`)).toBe(1);
    const keys: string[] = [];
    for await (const { key } of driver.list({ userId: String(identity.userId) })) keys.push(key);
    expect(keys).toEqual([identity.key]);
    await driver.remove(identity);
    expect(await plain.keys(`*${identity.userId}*`)).toEqual([]);
    await driver.close();
    client.disconnect();
    plain.disconnect();
  });

  test.each([
    ['enableAutoPipelining', { enableAutoPipelining: true }],
    ['stringNumbers', { stringNumbers: true }],
    ['showFriendlyErrorStack', { showFriendlyErrorStack: true }],
    ['enableOfflineQueue: false', { enableOfflineQueue: false }],
    ['autoResendUnfulfilledCommands: false', { autoResendUnfulfilledCommands: false }],
  ])('may have %s', async (_, options) => {
    for (const Client of clients) {
      const client = new Client({ port: server.port, ...options });
      await once(client, 'ready');
      const driver = new RedisDriver({ client });
      const identity = freshIdentity();
      await Promise.all([driver.append(identity, [{ n: 1 }]), driver.append(identity, [{ n: 2 }])]);
      await driver.update(identity, (items) => [...(items ?? []), { n: 3 }]);
      expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
      expect(await driver.readLast(identity, 1)).toEqual([{ n: 3 }]);
      expect((await driver.list({ userId: String(identity.userId) }).next()).value?.key).toBe(identity.key);
      await driver.remove(identity);
      expect(await driver.read(identity)).toBeNull();
      await client.call('set', listKey('agentstore:', identity), 'of somebody else');
      await expect(driver.append(identity, [{ n: 1 }])).rejects.toMatchObject({ code: 'corrupt' });
      await client.call('del', listKey('agentstore:', identity));
      await driver.close();
      client.disconnect();
    }
  });

  test('may have a commandTimeout of its own, which is a timeout of the driver’s', async () => {
    const proxy = await startProxy(server.port);
    const client = new Redis({ port: proxy.port, commandTimeout: 50 });
    client.on('error', () => {});
    const driver = new RedisDriver({ client });
    await driver.setup();
    proxy.swallowReplies();
    await expect(driver.append(freshIdentity(), [{ n: 1 }])).rejects.toMatchObject({ code: 'timeout' });
    await driver.close();
    client.disconnect();
    await proxy.stop();
  });

  test('that is closed is a DriverError', async () => {
    const client = new Redis(server.port);
    await once(client, 'ready');
    const isEnded = once(client, 'end');
    client.disconnect();
    await isEnded;
    const driver = new RedisDriver({ client });
    await expect(driver.append(freshIdentity(), [{ n: 1 }])).rejects.toThrow(/connection was lost or never made/);
    await driver.close();
  });

  test.each([
    ['6', Cluster],
    ['5', Cluster5],
  ])('of ioredis %s that reads from replicas is refused: they lack what was just acknowledged', (_, Client) => {
    for (const scaleReads of ['slave', 'all'] as const) {
      const client = new Client([{ host: '127.0.0.1', port: server.port }], { lazyConnect: true, scaleReads });
      expect(() => new RedisDriver({ client })).toThrow(ConfigError);
      client.disconnect();
    }
  });
});
