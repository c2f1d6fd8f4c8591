import { DriverError, type StorageDriver } from '@agentstore/core';
import { startMongo, startProxy, type TestProxy, type TestServer } from '@agentstore/test-servers';
import { MongoClient } from 'mongodb-6';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { type OpenedDriver, openByClient, openByUrl } from './opened-driver.ts';
import { operations } from './operations.ts';

const timeoutMs = 1_500;

describeOwnMongo('a server that dies', () => {
  let server: TestServer;
  let proxy: TestProxy;

  beforeAll(async () => {
    server = await startMongo({ own: true });
    proxy = await startProxy(server.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  const ways = [
    { way: 'a url', open: (port: number) => openByUrl(port, { timeoutMs }) },
    { way: 'a client of mongodb 6', open: (port: number) => openByClient(port, { timeoutMs }, MongoClient) },
  ];

  describe.each(ways)('reached by $way', ({ open }) => {
    let opened: OpenedDriver;
    afterEach(async () => {
      proxy.heal();
      await opened.close();
    });

    /** What each operation rejects with, in milliseconds as well. */
    async function failures(driver: StorageDriver): Promise<{ error: unknown; ms: number }[]> {
      return Promise.all(
        Object.values(operations).map(async (run) => {
          const start = performance.now();
          const error: unknown = await run(driver, freshIdentity()).then(
            () => null,
            (reason: unknown) => reason,
          );
          return { error, ms: performance.now() - start };
        }),
      );
    }

    test('is a DriverError within timeoutMs, and the same driver works when it is back', async () => {
      opened = open(server.port);
      const { driver } = opened;
      const identity = freshIdentity();
      await driver.append(identity, [{ n: 1 }]);
      const underway = failures(driver);
      await server.kill();
      for (const { error, ms } of [...(await underway), ...(await failures(driver))]) {
        // What was answered before the end is no failure.
        if (error !== null) expect(error).toBeInstanceOf(DriverError);
        expect(ms).toBeLessThan(timeoutMs + 100);
      }
      expect((await failures(driver)).filter(({ error }) => error === null)).toEqual([]);
      await server.restart();

      expect(await driver.read(identity)).toBeNull();
      await driver.append(identity, [{ n: 2 }]);
      expect(await driver.read(identity)).toEqual([{ n: 2 }]);
    });

    test('works again once connections are no longer refused', async () => {
      opened = open(proxy.port);
      const { driver } = opened;
      const identity = freshIdentity();
      await driver.append(identity, [{ n: 1 }]);
      proxy.refuse();
      proxy.dropConnections();
      for (const { error, ms } of await failures(driver)) {
        expect(error).toBeInstanceOf(DriverError);
        expect(ms).toBeLessThan(timeoutMs + 100);
      }
      proxy.heal();

      await driver.append(identity, [{ n: 2 }]);
      expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test('that was refused at first is connected to later', async () => {
      proxy.refuse();
      opened = open(proxy.port);
      const { driver } = opened;
      await expect(driver.setup()).rejects.toBeInstanceOf(DriverError);
      await expect(driver.read(freshIdentity())).rejects.toBeInstanceOf(DriverError);
      proxy.heal();

      await driver.append(freshIdentity(), [{ n: 1 }]);
    });

    test('and is back within timeoutMs fails nothing', async () => {
      opened = open(proxy.port);
      const { driver } = opened;
      const identity = freshIdentity();
      await driver.append(identity, [{ n: 1 }]);
      proxy.refuse();
      proxy.dropConnections();
      const appending = driver.append(identity, [{ n: 2 }]);
      const reading = driver.read(identity);
      proxy.heal();

      await appending;
      expect([[{ n: 1 }], [{ n: 1 }, { n: 2 }]]).toContainEqual(await reading);
      expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
    });
  });

  test('in the middle of a reply leaves no half of a list', async () => {
    const { driver, close } = openByUrl(proxy.port);
    const identity = freshIdentity();
    const items = Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'x'.repeat(200) }));
    await driver.write(identity, items);
    proxy.dropAfterReplyBytes(100_000);
    expect(await driver.read(identity)).toEqual(items);
    await close();
  });
});
