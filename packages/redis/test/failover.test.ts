import { type RedisSentinel, startRedisSentinel } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { RedisDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { until } from './until.ts';

describeOwnRedis('a failover by sentinels', () => {
  let sentinel: RedisSentinel;
  beforeAll(async () => {
    sentinel = await startRedisSentinel();
  });
  afterAll(() => sentinel.stop());

  test('leaves the same drivers at work on the new primary, with all that it was sent before', async () => {
    const { sentinels, name } = sentinel;
    const options = { sentinels: [...sentinels], name };
    const clients = [new Redis(options), new Redis5(options)];
    for (const client of clients) client.on('error', () => {});
    const drivers = clients.map((client) => new RedisDriver({ client }));
    const lists = drivers.map((driver) => ({ driver, identity: freshIdentity() }));
    for (const { driver, identity } of lists) {
      await driver.append(identity, [{ n: 1 }]);
      await driver.update(identity, (items) => [...(items ?? []), { n: 2 }]);
    }
    // Redis acknowledges before its replica has it.
    for (const client of clients) expect(await client.wait(1, 5_000)).toBe(1);
    await sentinel.failOver();

    for (const { driver, identity } of lists) {
      await until(() =>
        driver.append(identity, [{ n: 3 }]).then(
          () => true,
          () => false,
        ),
      );
      const list = await driver.read(identity);
      expect(list?.slice(0, 3)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
      await driver.update(identity, (items) => (items ?? []).slice(0, 2));
      expect(await driver.readLast(identity, 9)).toEqual([{ n: 1 }, { n: 2 }]);
      expect((await driver.list({ userId: String(identity.userId) }).next()).value?.key).toBe(identity.key);
      await driver.remove(identity);
      expect(await driver.read(identity)).toBeNull();
    }
    await Promise.all(drivers.map((driver) => driver.close()));
    for (const client of clients) client.disconnect();
  });
});
