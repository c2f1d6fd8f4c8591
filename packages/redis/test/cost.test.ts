import { type Item, SessionIdentity } from '@agentstore/core';
import { startProxy, startRedis, type TestProxy, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver } from '../src/index.ts';
import { listKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';

/** About 300 bytes, as messages of agents are on average. */
const message = { role: 'user', content: 'What an agent says in one turn. '.repeat(8) };

describeOwnRedis('what an operation sends', () => {
  let server: TestServer;
  let proxy: TestProxy;
  let driver: RedisDriver;
  let raw: Redis;
  let rawProxy: TestProxy;

  beforeAll(async () => {
    server = await startRedis({ own: true });
    proxy = await startProxy(server.port);
    rawProxy = await startProxy(server.port);
    driver = new RedisDriver({ url: `redis://127.0.0.1:${proxy.port}` });
    raw = new Redis(rawProxy.port);
    // Connects, and makes the scripts known.
    await driver.append(freshIdentity(), [message]);
    await driver.write(freshIdentity(), [message]);
    await raw.ping();
  });
  afterAll(async () => {
    await driver.close();
    raw.disconnect();
    await Promise.all([proxy.stop(), rawProxy.stop()]);
    await server.stop();
  });

  async function costOf(work: () => Promise<unknown>): Promise<{ roundTrips: number; bytes: number }> {
    proxy.resetCounts();
    await work();
    return { roundTrips: proxy.requests, bytes: proxy.bytesToServer };
  }

  async function listOf(count: number): Promise<SessionIdentity> {
    const identity = freshIdentity({ userId: 'a-user-of-ours', chatName: crypto.randomUUID() });
    await driver.write(identity, Array<Item>(count).fill(message));
    return identity;
  }

  test.each([1, 2])(
    'an append of %d messages is one round trip, of at most 1.25 times the bytes of RPUSH',
    async (count) => {
      const items = Array<Item>(count).fill(message);
      const identity = await listOf(10);
      const { roundTrips, bytes } = await costOf(() => driver.append(identity, items));
      rawProxy.resetCounts();
      const texts = items.map((item) => JSON.stringify(item));
      await raw.rpush(`${listKey('agentstore:', identity)}:raw`, ...texts);
      expect(roundTrips).toBe(1);
      expect(bytes / rawProxy.bytesToServer).toBeLessThanOrEqual(1.25);
    },
  );

  test('the append that begins a list is two round trips, and one where the list has no user', async () => {
    const begin = (fields: Partial<SessionIdentity>) =>
      costOf(() => driver.append(freshIdentity({ chatName: crypto.randomUUID(), ...fields }), [message]));
    expect((await begin({ userId: 'a-user-of-ours' })).roundTrips).toBe(2);
    const { userId: _, ...identity } = freshIdentity({ chatName: crypto.randomUUID() });
    const alone = new SessionIdentity(identity);
    expect((await costOf(() => driver.append(alone, [message]))).roundTrips).toBe(1);
  });

  test('an append sends as much to a list of 10,000 as to one of 10, with a ttl too', async () => {
    const expiring = new RedisDriver({ url: `redis://127.0.0.1:${proxy.port}`, ttlSeconds: 3600 });
    for (const each of [driver, expiring]) {
      const [short, long] = [await listOf(10), await listOf(10_000)];
      // Connected, and known to the list.
      await each.append(short, [message]);
      const atShort = await costOf(() => each.append(short, [message]));
      const atLong = await costOf(() => each.append(long, [message]));
      expect(atLong).toEqual(atShort);
    }
    await expiring.close();
  });

  test.each<[string, number, (identity: SessionIdentity) => Promise<unknown>]>([
    ['read', 1, (identity) => driver.read(identity)],
    ['readLast', 1, (identity) => driver.readLast(identity, 20)],
    ['write', 1, (identity) => driver.write(identity, [message])],
    ['remove', 1, (identity) => driver.remove(identity)],
    ['update', 2, (identity) => driver.update(identity, (items) => items)],
  ])('a %s takes %d round trips', async (_, expected, work) => {
    const identity = await listOf(10_000);
    expect((await costOf(() => work(identity))).roundTrips).toBe(expected);
  });

  test('the last 20 of 10,000 are read without the others', async () => {
    const identity = await listOf(10_000);
    proxy.resetCounts();
    expect(await driver.readLast(identity, 20)).toEqual(Array(20).fill(message));
    expect(proxy.bytesToClient).toBeLessThan(20_000);
  });
});
