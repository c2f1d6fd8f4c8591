import type { SessionIdentity, StorageDriver } from '@agentstore/core';
import { startProxy } from '@agentstore/test-servers';
import { MongoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { LossyClient } from './lossy-client.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { clients, type OpenedDriver, openByClient, openByUrl } from './opened-driver.ts';

const timeoutMs = 10_000;

describeOwnMongo('a network that loses replies again and again', () => {
  const mongo = new ObservedServer({ own: true });

  /** Appends items, and adds each fourth by an update. Resolves with the numbers of those that were acknowledged. */
  async function change(driver: StorageDriver, identity: SessionIdentity, writer: number, count: number) {
    const acknowledged: number[] = [];
    for (let n = 0; n < count; n++) {
      const item = { writer, n };
      const done =
        n % 4 === 3 ? driver.update(identity, (items) => [...(items ?? []), item]) : driver.append(identity, [item]);
      const isDone = await done.then(
        () => true,
        () => false,
      );
      if (isDone) acknowledged.push(n);
    }
    return acknowledged;
  }

  async function expectOnce(identity: SessionIdentity, acknowledged: readonly number[][], count: number) {
    const items = (await mongo.open().read(identity)) ?? [];
    for (const [writer, done] of acknowledged.entries()) {
      const stored = items.filter((item) => item.writer === writer).map(({ n }) => Number(n));
      // None twice, and in their order.
      expect(stored).toEqual([...new Set(stored)].sort((one, other) => one - other));
      expect(done.filter((n) => !stored.includes(n))).toEqual([]);
      // What was rejected, since nothing could tell what came of it, is rare.
      expect(done.length).toBeGreaterThan(count / 2);
    }
  }

  test('doubles nothing, and loses nothing that was acknowledged, where it is every third', async () => {
    const count = 40;
    const identity = freshIdentity();
    const drivers = [1, 2, 3].map(() => {
      const client = new LossyClient(mongo.client);
      client.lose('reply', (number) => number % 3 === 0);
      return new MongoDriver({ client, timeoutMs });
    });
    const acknowledged = await Promise.all(drivers.map((driver, writer) => change(driver, identity, writer, count)));
    await expectOnce(identity, acknowledged, count);
  });

  const ways: readonly { way: string; open: (port: number) => OpenedDriver }[] = [
    { way: 'a url', open: (port) => openByUrl(port, { timeoutMs }) },
    ...clients.map(({ version, Client }) => ({
      way: `a client of mongodb ${version}`,
      open: (port: number) => openByClient(port, { timeoutMs }, Client),
    })),
  ];

  // A reply of three would be each one that follows upon those to a new connection's greetings.
  test.concurrent.each(ways)(
    'doubles nothing where a proxy resets one of five, by $way',
    async ({ open }) => {
      const count = 8;
      const proxy = await startProxy(mongo.server.port);
      const opened = [open(proxy.port), open(proxy.port)];
      const identity = freshIdentity();
      proxy.resetAtEveryReply(5);
      const acknowledged = await Promise.all(
        opened.map(({ driver }, writer) => change(driver, identity, writer, count)),
      );
      proxy.heal();
      await Promise.all(opened.map(({ close }) => close()));
      await proxy.stop();
      await expectOnce(identity, acknowledged, count);
    },
    60_000,
  );
});
