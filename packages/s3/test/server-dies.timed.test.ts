import { DriverError, type StorageDriver } from '@agentstore/core';
import { startProxy, type TestProxy } from '@agentstore/test-servers';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

const timeoutMs = 2_000;

describeOwnS3('a store that dies', () => {
  const s3 = new ObservedServer({ own: true });
  let proxy: TestProxy;
  beforeAll(async () => {
    proxy = await startProxy(s3.server.port);
  });
  afterEach(() => proxy.heal());
  afterAll(() => proxy.stop());

  const ways = [
    { way: 'a client of the driver’s own', open: (port: number) => s3.open({ timeoutMs }, port) },
    { way: 'a client of the user’s', open: (port: number) => s3.openByClient({ timeoutMs }, port) },
  ];

  describe.each(ways)('reached by $way', ({ open }) => {
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
      const driver = open(s3.server.port);
      const identity = freshIdentity();
      await driver.append(identity, [{ n: 1 }]);
      const underway = failures(driver);
      await s3.server.kill();
      for (const { error, ms } of [...(await underway), ...(await failures(driver))]) {
        // What was answered before the end is no failure.
        if (error !== null) expect(error).toBeInstanceOf(DriverError);
        expect(ms).toBeLessThan(timeoutMs + 100);
      }
      expect((await failures(driver)).filter(({ error }) => error === null)).toEqual([]);
      await s3.server.restart();
      await s3.observer.send(new CreateBucketCommand({ Bucket: s3.bucket }));

      expect(await driver.read(identity)).toBeNull();
      await driver.append(identity, [{ n: 2 }]);
      expect(await driver.read(identity)).toEqual([{ n: 2 }]);
    });

    test('works again once connections are no longer refused', async () => {
      const driver = open(proxy.port);
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
      const driver = open(proxy.port);
      await expect(driver.setup()).rejects.toBeInstanceOf(DriverError);
      proxy.heal();

      await driver.append(freshIdentity(), [{ n: 1 }]);
    });

    test('in the middle of a reply is asked again, and gives the whole list', async () => {
      const driver = open(proxy.port);
      const identity = freshIdentity();
      const items = Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'x'.repeat(200) }));
      await driver.write(identity, items);
      proxy.dropAfterReplyBytes(100_000);
      expect(await driver.read(identity)).toEqual(items);
    });
  });
});
