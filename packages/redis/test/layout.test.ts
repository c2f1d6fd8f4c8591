import { SessionIdentity } from '@agentstore/core';
import { startRedis, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver } from '../src/index.ts';
import { listKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeRedis } from './needs-redis.ts';

test('the key of a list shows the user in braces, or the session where there is no user, behind the prefix', () => {
  const identity = new SessionIdentity({ agentName: 'support', userId: 'u1', chatName: 'c1', scope: 'history' });
  expect(listKey('agentstore:', identity)).toBe('agentstore:{u.u1}/a.support/c.c1/s.history');
  expect(listKey('', new SessionIdentity({ agentName: 'support' }))).toBe('{u/a.support/c}/s');
});

describeRedis('a list in the server', () => {
  let server: TestServer;
  let observer: Redis;
  let driver: RedisDriver;

  beforeAll(async () => {
    server = await startRedis();
    observer = new Redis(server.url);
    driver = new RedisDriver({ url: server.url });
  });
  afterAll(async () => {
    await driver.close();
    observer.disconnect();
    await server.stop();
  });

  const textOf = async (identity: SessionIdentity) => String(await observer.get(listKey('agentstore:', identity)));

  test('is JSON that lacks its last bracket: a head, then the items, one a line', async () => {
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    await driver.append(identity, [{ n: 2 }, { text: 'two\nlines' }]);
    const [head, ...items] = JSON.parse(`${await textOf(identity)}]`);
    expect(head).toMatch(/^agentstore1 /);
    expect(items).toEqual([{ n: 1 }, { n: 2 }, { text: 'two\nlines' }]);
    expect((await textOf(identity)).split('\n')).toHaveLength(4);
  });

  test('has a head that does not grow, however often and by whomever it is changed', async () => {
    const identity = freshIdentity();
    await driver.write(identity, []);
    const empty = (await textOf(identity)).length;
    const others = Array.from({ length: 20 }, () => new RedisDriver({ url: server.url }));
    for (const each of [driver, ...others]) {
      for (let n = 0; n < 10; n++) {
        await each.append(identity, [{ n }]);
        await each.update(identity, () => []);
      }
    }
    await Promise.all(others.map((other) => other.close()));
    expect((await textOf(identity)).length).toBe(empty);
  });

  test.each([1, 2, 3])(
    'gives its last items whole, also where the cut goes through a character of %d bytes more',
    async (shift) => {
      const identity = freshIdentity();
      const items = Array.from({ length: 40 }, (_, n) => ({
        text: '😀'.repeat(300) + 'x'.repeat((n * 7 + shift) % 11),
      }));
      await driver.write(identity, items);
      for (const count of [1, 2, 3, 7, 39, 40, 41])
        expect(await driver.readLast(identity, count)).toEqual(items.slice(-count));
    },
  );

  test('keeps items that look like a list of ours apart', async () => {
    const identity = freshIdentity();
    await driver.append(identity, [{ text: 'before' }]);
    const items = [{ text: await textOf(identity) }, { text: ',\n{"n":1}' }, { '["agentstore1 ': ',\n' }];
    await driver.append(identity, items);
    expect(await driver.read(identity)).toEqual([{ text: 'before' }, ...items]);
    expect(await driver.readLast(identity, 2)).toEqual(items.slice(1));
  });
});
