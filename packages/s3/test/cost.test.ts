import type { Item, SessionIdentity } from '@agentstore/core';
import type { S3Driver } from '../src/index.ts';
import { type Cost, costOf } from './counted-requests.ts';
import { freshIdentity } from './fresh-identity.ts';
import type { Fate, HttpProxy } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { until } from './until.ts';

/** Of exactly 300 bytes, as messages of agents have on average. */
const message = { role: 'user', content: 'x'.repeat(300 - JSON.stringify({ role: 'user', content: '' }).length) };
const many = 10_000;

const mostBytes = 128 * 1024;

describeS3('what an operation asks of the store', () => {
  const s3 = new ObservedServer();
  let proxy: HttpProxy;
  let driver: S3Driver;

  beforeAll(async () => {
    proxy = await s3.proxy();
    driver = s3.open({ timeoutMs: 60_000 }, proxy.port);
  });

  const messages = (count: number) => Array<Item>(count).fill(message);
  const cost = (work: () => Promise<unknown>) => costOf(proxy, work);

  /** A list that appends of so many messages each have made. */
  async function listOf(count: number, each: number): Promise<{ identity: SessionIdentity; costs: Cost[] }> {
    const identity = freshIdentity();
    const costs: Cost[] = [];
    for (let stored = 0; stored < count; stored += each) {
      costs.push(await cost(() => driver.append(identity, messages(each))));
    }
    return { identity, costs };
  }

  test('is stated for messages of 300 bytes', () => {
    expect(JSON.stringify(message)).toHaveLength(300);
  });

  describe('where two messages are appended at a time', () => {
    let identity: SessionIdentity;
    let costs: Cost[];
    beforeAll(async () => {
      ({ identity, costs } = await listOf(many, 2));
    }, 120_000);

    test('an append is one request, and one more each 96 KiB, which seals them', () => {
      const [first, ...warm] = costs;
      expect(first?.kinds).toEqual(['GET lists', 'PUT lists']);
      const sealing = warm.filter(({ requests }) => requests > 1);
      expect(sealing.length).toBe(30);
      for (const { kinds } of sealing) expect(kinds).toEqual(['PUT parts', 'PUT lists']);
      for (const { requests, kinds } of warm) if (requests === 1) expect(kinds).toEqual(['PUT lists']);
    });

    test('an append sends at most 128 KiB, and half of it on average, compaction included', () => {
      const sent = costs.map((append) => append.sent);
      expect(Math.max(...sent)).toBeLessThanOrEqual(mostBytes);
      expect(sent.reduce((sum, bytes) => sum + bytes) / sent.length).toBeLessThanOrEqual(mostBytes / 2);
    });

    test('an append sends on average as much from message 9,000 on as before message 1,000', () => {
      const average = (some: readonly Cost[]) => some.reduce((sum, { sent }) => sum + sent, 0) / some.length;
      const part = costs.length / 10;
      expect(average(costs.slice(-part)) / average(costs.slice(0, part))).toBeLessThan(1.2);
    });

    test('10,000 are loaded by at most 32 requests, in parallel', async () => {
      const { requests } = await cost(async () => {
        // None is answered before there are so many.
        proxy.decide = async ({ key }): Promise<Fate> => {
          if (key.includes('parts/')) await until(() => proxy.mostAtOnce >= 16);
          return 'pass';
        };
        expect(await driver.read(identity)).toHaveLength(many);
      });
      expect(requests).toBeLessThanOrEqual(32);
    });

    test('the last 20 are loaded by at most 3 requests', async () => {
      const { requests } = await cost(async () => expect(await driver.readLast(identity, 20)).toHaveLength(20));
      expect(requests).toBeLessThanOrEqual(3);
    });

    test('they are at most one object for each 48 KiB, and one more', async () => {
      const keys = (await s3.keys()).filter((key) => key.includes(identity.key));
      expect(keys.length).toBeLessThanOrEqual(1 + (many * message.content.length) / (48 * 1024));
    });
  });

  test.each([
    ['50', 50],
    ['100', 100],
    ['200', 200],
    ['500', 500],
    ['2,000', 2_000],
  ])('10,000 that were appended by %s are loaded by at most 32 requests', async (_, each) => {
    const { identity } = await listOf(many, each);
    const { requests } = await cost(() => driver.read(identity));
    expect(requests).toBeLessThanOrEqual(32);
  });

  test('the last 20 are loaded by at most 3 requests at every length of a list', async () => {
    const identity = freshIdentity();
    for (let stored = 0; stored < 1_500; stored += 30) {
      await driver.append(identity, messages(30));
      const { requests } = await cost(async () => {
        expect(await driver.readLast(identity, 20)).toEqual(messages(20));
      });
      expect(requests).toBeLessThanOrEqual(3);
    }
  });

  test('an append by a driver that does not know the list is at most three requests', async () => {
    const identity = freshIdentity();
    for (let stored = 0; stored < 800; stored += 20) {
      const cold = s3.open({}, proxy.port);
      const { requests, sent } = await cost(() => cold.append(identity, messages(20)));
      expect(requests).toBeLessThanOrEqual(3);
      expect(sent).toBeLessThanOrEqual(mostBytes);
      await cold.close();
    }
  });

  test('an append after a read is one request', async () => {
    const { identity } = await listOf(10, 1);
    const other = s3.open({}, proxy.port);
    await other.readLast(identity, 1);
    expect((await cost(() => other.append(identity, [message]))).kinds).toEqual(['PUT lists']);
  });

  test('appends of any size send no more than their items and 128 KiB', async () => {
    const identity = freshIdentity();
    for (const size of [1_000, 20_000, 200_000, 10_000, 100_000, 60_000, 1_000_000, 30_000, 110_000, 90_000, 5_000]) {
      const { sent } = await cost(() => driver.append(identity, [{ text: 'x'.repeat(size) }]));
      expect(sent).toBeLessThanOrEqual(size + mostBytes);
    }
  });

  test.each<[string, readonly string[], (identity: SessionIdentity) => Promise<unknown>]>([
    ['a read', ['GET lists'], (identity) => driver.read(identity)],
    ['a write', ['GET lists', 'LIST parts', 'PUT lists'], (identity) => driver.write(identity, [message])],
    ['an update', ['GET lists', 'LIST parts', 'PUT lists'], (identity) => driver.update(identity, (items) => items)],
    ['a removal', ['GET lists', 'LIST parts', 'PUT lists', 'DELETE lists'], (identity) => driver.remove(identity)],
  ])('%s of a list without parts is %j', async (_, kinds, work) => {
    const { identity } = await listOf(10, 10);
    expect((await cost(() => work(identity))).kinds).toEqual(kinds);
  });

  test('a listing of one user is one request for each 1,000 lists, with a ttl that none of them has too', async () => {
    const userId = crypto.randomUUID();
    const identities = Array.from({ length: 20 }, (_, n) => freshIdentity({ userId, chatName: `${n}` }));
    await Promise.all(identities.map((identity) => driver.append(identity, [message])));
    for (const each of [driver, s3.open({ ttlSeconds: 1_000 }, proxy.port)]) {
      const { kinds } = await cost(async () => {
        const found: string[] = [];
        for await (const { key } of each.list({ userId })) found.push(key);
        expect(found).toHaveLength(20);
      });
      expect(kinds).toEqual(['LIST lists']);
    }
  });
});
