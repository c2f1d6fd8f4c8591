import { type IdentityFilter, SessionIdentity } from '@agentstore/core';
import type { RedisDriver } from '../src/index.ts';
import { indexKey, listKey } from '../src/layout.ts';
import { describeRedis } from './needs-redis.ts';
import { ObservedServer } from './observed-server.ts';
import { until } from './until.ts';

describeRedis("the index of a user's lists", () => {
  const redis = new ObservedServer();
  let userId: string;
  beforeEach(() => {
    userId = crypto.randomUUID();
  });

  const index = () => indexKey('agentstore:', `u.${userId}`);
  const listOf = (fields: Partial<SessionIdentity> = {}) =>
    new SessionIdentity({ agentName: 'a', userId, chatName: 'c', scope: 'history', ...fields });
  const entries = () => redis.observer.zrange(index(), 0, '-1');

  async function keysIn(driver: RedisDriver, filter: IdentityFilter = { userId }): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of driver.list(filter)) keys.push(key);
    return keys;
  }

  test('has each list while it is there, and goes with the last one', async () => {
    const driver = redis.open();
    const lists = ['one', 'two', 'three'].map((chatName) => listOf({ chatName }));
    const [one, two, three] = lists as [SessionIdentity, SessionIdentity, SessionIdentity];
    await driver.append(one, [{ n: 1 }]);
    await driver.write(two, []);
    await driver.update(three, () => [{ n: 1 }]);
    await driver.append(one, [{ n: 2 }]);
    expect(await entries()).toEqual(['/a.a/c.one/s.history', '/a.a/c.three/s.history', '/a.a/c.two/s.history']);
    expect(await keysIn(driver)).toEqual([one, three, two].map(({ key }) => key));
    await driver.remove(one);
    await driver.update(two, () => null);
    expect(await keysIn(driver)).toEqual([three.key]);
    await driver.remove(three);
    expect(await redis.observer.exists(index())).toBe(0);
  });

  test('is read in pages, and no more of it than a filter says', async () => {
    const driver = redis.open();
    const lists = Array.from({ length: 2_100 }, (_, n) => listOf({ agentName: `a${n % 3}`, chatName: `${n}` }));
    await Promise.all(lists.map((list) => driver.append(list, [{ n: 1 }])));
    const keys = lists.map(({ key }) => key).sort();
    expect(await keysIn(driver)).toEqual(keys);
    expect(await keysIn(driver, { userId, agentName: 'a1' })).toEqual(keys.filter((key) => key.includes('/a.a1/')));
    expect(await keysIn(driver, { userId, agentName: 'a' })).toEqual([]);
    expect(await keysIn(driver, { userId, agentName: 'a1', chatName: '1' })).toEqual([lists[1]?.key]);
    expect(await keysIn(driver, { userId, chatName: '2' })).toEqual([lists[2]?.key]);
  });

  test("is all that a listing of one user's lists touches, among those of others", async () => {
    const driver = redis.open();
    const others = Array.from({ length: 500 }, (_, n) => listOf({ userId: `${userId}-${n}` }));
    const own = Array.from({ length: 100 }, (_, n) => listOf({ chatName: `${n}` }));
    await Promise.all([...others, ...own].map((list) => driver.append(list, [{ n: 1 }])));
    await redis.observer.config('RESETSTAT');
    expect(await keysIn(driver)).toEqual(own.map(({ key }) => key).sort());
    const statistics = await redis.observer.info('commandstats');
    const commands = [...statistics.matchAll(/cmdstat_(\w+):calls=(\d+)/g)].map(
      ([, name, calls]) => `${name} ${calls}`,
    );
    expect(commands.filter((command) => !command.startsWith('info')).sort()).toEqual(['exists 1', 'zrangebylex 1']);
  });

  test('loses what expired or was deleted by other means, once it is listed', async () => {
    const driver = redis.open();
    const [kept, expired, deleted] = ['kept', 'expired', 'deleted'].map((chatName) => listOf({ chatName })) as [
      SessionIdentity,
      SessionIdentity,
      SessionIdentity,
    ];
    await driver.append(kept, [{ n: 1 }]);
    await redis.open({ ttlSeconds: 0.01 }).append(expired, [{ n: 1 }]);
    await driver.append(deleted, [{ n: 1 }]);
    await redis.observer.del(listKey('agentstore:', deleted));
    await until(async () => (await driver.read(expired)) === null);
    expect(await entries()).toHaveLength(3);
    expect(await keysIn(driver)).toEqual([kept.key]);
    expect(await entries()).toEqual(['/a.a/c.kept/s.history']);
  });

  test('has back what is written again after it expired', async () => {
    const driver = redis.open({ ttlSeconds: 0.05 });
    for (let round = 0; round < 3; round++) {
      await driver.append(listOf(), [{ n: round }]);
      expect(await keysIn(driver)).toEqual([listOf().key]);
      await until(async () => (await driver.read(listOf())) === null);
      expect(await keysIn(driver)).toEqual([]);
    }
  });

  test('lives as long as its last list: for ever, where one has no ttl', async () => {
    const [short, long, none] = [redis.open({ ttlSeconds: 100 }), redis.open({ ttlSeconds: 1_000 }), redis.open()];
    const left = async () => Math.ceil((await redis.observer.pttl(index())) / 1_000);
    await short.append(listOf({ chatName: 'short' }), [{ n: 1 }]);
    expect(await left()).toBe(100);
    await long.append(listOf({ chatName: 'long' }), [{ n: 1 }]);
    await short.append(listOf({ chatName: 'short' }), [{ n: 2 }]);
    expect(await left()).toBe(1_000);
    await redis.observer.pexpire(index(), 500_000);
    await long.append(listOf({ chatName: 'long' }), [{ n: 2 }]);
    expect(await left()).toBe(1_000);
    await none.append(listOf({ chatName: 'long' }), [{ n: 3 }]);
    expect(await redis.observer.pttl(index())).toBe(-1);
    await short.write(listOf({ chatName: 'short' }), []);
    expect(await redis.observer.pttl(index())).toBe(-1);
  });

  test('whose key holds something else is an error, and nothing is stored', async () => {
    const driver = redis.open();
    await redis.observer.set(index(), 'x');
    for (const change of [
      () => driver.append(listOf(), [{ n: 1 }]),
      () => driver.write(listOf(), [{ n: 1 }]),
      () => driver.update(listOf(), () => [{ n: 1 }]),
      () => keysIn(driver),
    ]) {
      await expect(change()).rejects.toMatchObject({ driver: 'redis', code: 'corrupt' });
    }
    expect(await driver.read(listOf())).toBeNull();
  });
});
