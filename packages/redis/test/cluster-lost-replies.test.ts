import { isDeepStrictEqual } from 'node:util';
import { type RedisCluster, startProxy, startRedisCluster, type TestProxy } from '@agentstore/test-servers';
import { Cluster } from 'ioredis';
import { Cluster as Cluster5 } from 'ioredis-5';
import { RedisDriver } from '../src/index.ts';
import { changes, interferences } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { until } from './until.ts';

const before = [{ n: 1 }, { n: 2 }];
const cases = changes.flatMap((change) =>
  interferences.map((interference) => ({
    title: `${change.title}, and others ${interference.title}`,
    change,
    interference,
  })),
);

// A cluster's client always sends again what had no reply, to whichever node it takes for the right one.
describeOwnRedis('a cluster that does not answer', () => {
  let cluster: RedisCluster;
  let proxies: TestProxy[];
  let othersClient: Cluster;
  let others: RedisDriver;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    proxies = await Promise.all(cluster.nodes.map(({ port }) => startProxy(port)));
    othersClient = new Cluster([...cluster.nodes]);
    others = new RedisDriver({ client: othersClient });
    // So that every node knows the scripts.
    for (let n = 0; n < 60; n++) {
      const identity = freshIdentity();
      await others.append(identity, [{ n: 1 }]);
      await others.write(identity, [{ n: 1 }]);
    }
  });
  afterAll(async () => {
    await others.close();
    othersClient.disconnect();
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    await cluster.stop();
  });

  /** Where the nodes tell a client to go, and where it goes. */
  const natMap = () =>
    Object.fromEntries(
      cluster.nodes.map(({ host, port }, at) => [`${host}:${port}`, { host, port: Number(proxies[at]?.port) }]),
    );

  describe.each([
    { version: '6', Client: Cluster },
    { version: '5', Client: Cluster5 },
  ])('a client of ioredis $version', ({ Client }) => {
    test.each(cases)('$title: it is done once', async ({ change, interference }) => {
      const client = new Client([{ host: '127.0.0.1', port: Number(proxies[0]?.port) }], { natMap: natMap() });
      const driver = new RedisDriver({ client });
      const identity = freshIdentity();
      await driver.write(identity, before);
      let isFirst = true;
      const done = change
        .run(driver, identity, () => {
          if (isFirst) for (const proxy of proxies) proxy.swallowReplies();
          isFirst = false;
        })
        .catch(() => {});
      await until(async () => isDeepStrictEqual(await others.read(identity), change.outcome(before)));
      await interference.run(others, identity);
      for (const proxy of proxies) proxy.heal();
      await done;
      await driver.close();
      client.disconnect();

      expect(await others.read(identity)).toEqual(interference.outcome(change.outcome(before)));
    });
  });
});
