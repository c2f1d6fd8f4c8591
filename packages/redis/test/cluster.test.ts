import { SessionIdentity } from '@agentstore/core';
import { type RedisCluster, startRedisCluster } from '@agentstore/test-servers';
import { Cluster, Redis } from 'ioredis';
import { Cluster as Cluster5 } from 'ioredis-5';
import { RedisDriver } from '../src/index.ts';
import { indexKey, listKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { operations } from './operations.ts';

describeOwnRedis('a cluster', () => {
  let cluster: RedisCluster;
  let client: Cluster;
  let driver: RedisDriver;
  let nodes: Redis[];

  beforeAll(async () => {
    cluster = await startRedisCluster();
    client = new Cluster([...cluster.nodes]);
    driver = new RedisDriver({ client });
    nodes = cluster.nodes.map(({ host, port }) => new Redis(port, host));
  });
  afterAll(async () => {
    await driver.close();
    client.disconnect();
    for (const node of nodes) node.disconnect();
    await cluster.stop();
  });

  const sessions = (userId: string) =>
    Array.from(
      { length: 60 },
      (_, n) => new SessionIdentity({ agentName: 'a', userId, chatName: `${n}`, scope: 'history' }),
    );

  async function keysIn(by: RedisDriver, userId: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of by.list({ userId })) keys.push(key);
    return keys.sort();
  }

  test('keeps all lists of one user in one slot, and users on all nodes', async () => {
    const prefix = crypto.randomUUID();
    const users = Array.from({ length: 60 }, (_, n) => `${prefix}-${n}`);
    const slots = await Promise.all(
      users.map(async (userId) => {
        const lists = sessions(userId).flatMap((session) =>
          ['history', 'a scope {with} braces'].map((scope) => session.withScope(scope)),
        );
        const each = await Promise.all(lists.map((list) => client.cluster('KEYSLOT', listKey('agentstore:', list))));
        expect(new Set(each).size).toBe(1);
        for (const session of sessions(userId).slice(0, 2)) await driver.append(session, [{ n: 1 }]);
        return each[0];
      }),
    );
    expect(new Set(slots).size).toBeGreaterThan(50);
    for (const node of nodes) expect((await node.keys(`*${prefix}*`)).length).toBeGreaterThan(5);
  });

  test('keeps lists without a user by their session, on all nodes', async () => {
    const agentName = crypto.randomUUID();
    const without = Array.from(
      { length: 60 },
      (_, n) => new SessionIdentity({ agentName, chatName: `${n}`, scope: 'history' }),
    );
    await Promise.all(without.map((session) => driver.append(session, [{ n: 1 }])));
    const found: string[] = [];
    for await (const { key } of driver.list({ agentName })) found.push(key);
    expect(found.sort()).toEqual(without.map(({ key }) => key).sort());
    for (const node of nodes) expect((await node.keys(`*${agentName}*`)).length).toBeGreaterThan(5);
  });

  test.each([
    ['6', Cluster],
    ['5', Cluster5],
  ])('is listed whole, by a client of ioredis %s that has asked nothing yet', async (_, Client) => {
    const userId = crypto.randomUUID();
    await Promise.all(sessions(userId).map((session) => driver.append(session, [{ n: 1 }])));
    const expected = sessions(userId).map(({ key }) => key);
    for (const options of [{}, { lazyConnect: true }, { keyPrefix: 'agentstore:' }]) {
      const fresh = new Client([...cluster.nodes], options);
      const keyPrefix = 'keyPrefix' in options ? '' : 'agentstore:';
      const lister = new RedisDriver({ client: fresh, keyPrefix });
      expect(await keysIn(lister, userId)).toEqual(expected.toSorted());
      await lister.close();
      fresh.disconnect();
    }
  });

  test('of ioredis 5 takes every operation', async () => {
    const client5 = new Cluster5([...cluster.nodes]);
    const driver5 = new RedisDriver({ client: client5 });
    const identity = freshIdentity();
    for (const run of Object.values(operations)) await run(driver5, identity);
    await driver5.append(identity, [{ n: 1 }]);
    expect(await driver5.read(identity)).toEqual([{ n: 1 }]);
    await driver5.close();
    client5.disconnect();
  });

  test('may move a session to another node while it is written to', async () => {
    const identity = freshIdentity();
    const key = listKey('agentstore:', identity);
    await driver.append(identity, [{ n: 0 }]);
    const slot = await client.cluster('KEYSLOT', key);
    const holders = await Promise.all(nodes.map((node) => node.cluster('COUNTKEYSINSLOT', slot)));
    const from = nodes[holders.indexOf(2)] as Redis;
    const to = nodes[(holders.indexOf(2) + 1) % nodes.length] as Redis;
    const [fromId, toId] = await Promise.all([from, to].map((node) => node.cluster('MYID')));

    let count = 1;
    let isMoved = false;
    const writing = (async () => {
      while (!isMoved) {
        await driver.append(identity, [{ n: count++ }]);
        await driver.update(identity, (items) => [...(items ?? []), { n: count++ }]);
      }
    })();
    await to.cluster('SETSLOT', slot, 'IMPORTING', String(fromId));
    await from.cluster('SETSLOT', slot, 'MIGRATING', String(toId));
    for (const name of [key, indexKey('agentstore:', `u.${identity.userId}`)]) {
      await from.migrate('127.0.0.1', Number(to.options.port), name, 0, 5_000);
    }
    for (const node of [to, from]) await node.cluster('SETSLOT', slot, 'NODE', String(toId));
    const moved = count;
    while (count < moved + 10) await new Promise(setImmediate);
    isMoved = true;
    await writing;

    expect(await to.exists(key)).toBe(1);
    expect(await driver.read(identity)).toEqual(Array.from({ length: count }, (_, n) => ({ n })));
    expect(await keysIn(driver, String(identity.userId))).toEqual([identity.key]);
  });

  test('tells a driver with the url of one node that it needs a cluster’s client', async () => {
    const [node] = cluster.nodes;
    const single = new RedisDriver({ url: `redis://127.0.0.1:${node?.port}` });
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () => freshIdentity()).map((identity) =>
        single.append(identity, [{ n: 1 }]).then(
          () => 'done',
          ({ message }: Error) => message,
        ),
      ),
    );
    const failures = outcomes.filter((outcome) => outcome !== 'done');
    expect(failures.length).toBeGreaterThan(0);
    for (const message of failures) expect(message).toMatch(/new Cluster\(/);
    await single.close();
  });
});
