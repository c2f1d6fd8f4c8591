import type { RedisDriver } from '../src/index.ts';
import { listKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeRedis } from './needs-redis.ts';
import { ObservedServer } from './observed-server.ts';

describeRedis('ttlSeconds', () => {
  const redis = new ObservedServer();

  function open(ttlSeconds?: number): RedisDriver {
    return redis.open(ttlSeconds === undefined ? {} : { ttlSeconds });
  }

  test.each([0.000_001, 0.01, 3_600, 1e300, Number.MAX_VALUE])('%d: every change is taken', async (ttlSeconds) => {
    const driver = open(ttlSeconds);
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    await driver.append(identity, [{ n: 2 }]);
    await driver.update(identity, (items) => items);
  });

  test('the server is told to expire the list, to the millisecond', async () => {
    const identity = freshIdentity();
    await open(1_000.5).append(identity, [{ n: 1 }]);
    const left = await redis.observer.pttl(listKey('agentstore:', identity));
    expect(left).toBeLessThanOrEqual(1_000_500);
    expect(left).toBeGreaterThan(990_000);
  });

  test('a list lasts as long as its last writer says: for ever, where that one has no ttl', async () => {
    const identity = freshIdentity();
    const key = listKey('agentstore:', identity);
    await open(1_000).append(identity, [{ n: 1 }]);
    await open().append(identity, [{ n: 2 }]);
    expect(await redis.observer.pttl(key)).toBe(-1);
    await open(1_000).update(identity, (items) => items);
    expect(await redis.observer.pttl(key)).toBeGreaterThan(0);
    await open().write(identity, [{ n: 3 }]);
    expect(await redis.observer.pttl(key)).toBe(-1);
  });

  test('each append puts the end off, whoever appended last', async () => {
    const identity = freshIdentity();
    const key = listKey('agentstore:', identity);
    const [first, second] = [open(1_000), open(1_000)];
    for (const driver of [first, first, second, second, first]) {
      await driver.append(identity, [{ n: 1 }]);
      expect(await redis.observer.pttl(key)).toBeGreaterThan(990_000);
      await redis.observer.pexpire(key, 500_000);
    }
    expect(await first.read(identity)).toHaveLength(5);
  });
});
