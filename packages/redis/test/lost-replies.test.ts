import { isDeepStrictEqual } from 'node:util';
import type { SessionIdentity, StorageDriver } from '@agentstore/core';
import { startProxy, startRedis, type TestProxy, type TestServer } from '@agentstore/test-servers';
import { Redis as Redis5 } from 'ioredis-5';
import { RedisDriver } from '../src/index.ts';
import { type Change, changes, interferences, nothing } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { type OpenedDriver, openByClient, openByUrl } from './opened-driver.ts';
import { until } from './until.ts';

interface Case {
  readonly change: Change;
  readonly interference: Change;
}

const before = [{ n: 1 }, { n: 2 }];
const cases = changes.flatMap((change) =>
  interferences.map((interference) => ({
    title: `${change.title}, and others ${interference.title}`,
    change,
    interference,
  })),
);

describeOwnRedis('a connection that is lost', () => {
  let server: TestServer;
  let proxy: TestProxy;
  let others: RedisDriver;

  beforeAll(async () => {
    server = await startRedis({ own: true });
    proxy = await startProxy(server.port);
    others = new RedisDriver({ url: server.url });
    // So that the server knows both scripts: a first reply is what it made of the change.
    await others.append(freshIdentity(), [{ n: 1 }]);
    await others.write(freshIdentity(), [{ n: 1 }]);
  });
  afterAll(async () => {
    await others.close();
    await proxy.stop();
    await server.stop();
  });

  /** Begins the change, and calls `fault` right before it is sent. Resolves with whether it was acknowledged. */
  async function begin(driver: StorageDriver, identity: SessionIdentity, change: Change, fault: () => void) {
    let isFirst = true;
    let done: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      done = change.run(driver, identity, () => {
        if (isFirst) fault();
        isFirst = false;
        resolve();
      });
    });
    return {
      isAcknowledged: done.then(
        () => true,
        () => false,
      ),
    };
  }

  async function loseReply({ driver, close }: OpenedDriver, { change, interference }: Case, beginner: StorageDriver) {
    const identity = freshIdentity();
    await beginner.write(identity, before);
    await driver.setup();
    const { isAcknowledged } = await begin(driver, identity, change, () => proxy.swallowReplies());
    await until(async () => isDeepStrictEqual(await others.read(identity), change.outcome(before)));
    await until(() => proxy.hasSwallowed);
    await interference.run(others, identity);
    proxy.heal();
    await isAcknowledged;
    await close();
    expect(await others.read(identity)).toEqual(interference.outcome(change.outcome(before)));
    return isAcknowledged;
  }

  async function loseRequest({ driver, close }: OpenedDriver, { change, interference }: Case, beginner: StorageDriver) {
    const identity = freshIdentity();
    await beginner.write(identity, before);
    await driver.setup();
    const { isAcknowledged } = await begin(driver, identity, change, () => proxy.swallowRequests());
    await interference.run(others, identity);
    proxy.heal();
    const isDone = await isAcknowledged;
    await close();
    const [undone, done] = [interference.outcome(before), change.outcome(interference.outcome(before))];
    expect(isDone ? [done] : [done, undone]).toContainEqual(await others.read(identity));
  }

  const ways = [
    { way: 'of the driver’s own', open: () => openByUrl(proxy.port) },
    { way: 'of a client of ioredis 6, which sends again', open: () => openByClient(proxy.port) },
    { way: 'of a client of ioredis 5, which sends again', open: () => openByClient(proxy.port, {}, Redis5) },
  ];

  describe.each(ways)('$way', ({ open }) => {
    test.each(cases)('with the reply to $title: it is done once', async (each) => {
      const opened = open();
      await loseReply(opened, each, opened.driver);
      await loseReply(open(), each, others);
    });

    test.each(cases)('with the request for $title: it is done once or not at all', async (each) => {
      const opened = open();
      await loseRequest(opened, each, opened.driver);
      await loseRequest(open(), each, others);
    });
  });

  test.each(changes)(
    'of the driver’s own, with the reply to $title: it rejects, since it is sent once',
    async (change) => {
      expect(await loseReply(openByUrl(proxy.port), { change, interference: nothing }, others)).toBe(false);
    },
  );

  test.each(changes)('of a client that sends again, with the reply to $title: it is acknowledged', async (change) => {
    expect(await loseReply(openByClient(proxy.port), { change, interference: nothing }, others)).toBe(true);
  });

  test('the change of a client that sends again is known after 14 other drivers have changed the list, and some again', async () => {
    const { driver, close } = openByClient(proxy.port);
    const many = Array.from({ length: 14 }, () => openByUrl(server.port));
    const identity = freshIdentity();
    await driver.write(identity, []);
    proxy.swallowReplies();
    const done = driver.append(identity, [{ mine: 'appended' }]);
    await until(async () => (await others.read(identity))?.length === 1);
    for (const each of many) await each.driver.append(identity, [{ theirs: 'appended' }]);
    for (const each of many.slice(5, 9)) await each.driver.update(identity, (items) => items);
    proxy.heal();
    await done;

    const list = await others.read(identity);
    expect(list).toEqual([{ mine: 'appended' }, ...many.map(() => ({ theirs: 'appended' }))]);
    await Promise.all([close(), ...many.map((each) => each.close())]);
  });
});
