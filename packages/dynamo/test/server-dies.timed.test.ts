import { DriverError } from '@agentstore/core';
import { startProxy, type TestProxy } from '@agentstore/test-servers';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { outcomesOf } from './outcomes.ts';

const timeoutMs = 2_000;

describeOwnDynamo('a server that dies', () => {
  const dynamo = new ObservedTable({ own: true });
  let proxy: TestProxy;
  beforeAll(async () => {
    proxy = await startProxy(dynamo.server.port);
  });
  afterEach(() => proxy.heal());
  afterAll(() => proxy.stop());

  const ways = [
    { way: 'a client of the driver’s own', open: (port: number) => dynamo.open({ timeoutMs }, port) },
    { way: 'a client of the user’s', open: (port: number) => dynamo.openByClient({ timeoutMs }, port) },
  ];

  describe.each(ways)('reached by $way', ({ open }) => {
    test('is a DriverError within timeoutMs, and the same driver works when it is back', async () => {
      const driver = open(dynamo.server.port);
      const identity = freshIdentity();
      await driver.append(identity, [{ n: 1 }]);
      const underway = outcomesOf(driver);
      await dynamo.server.kill();
      for (const { error, ms } of [...(await underway), ...(await outcomesOf(driver))]) {
        // What was answered before the end is no failure.
        if (error !== null) expect(error).toBeInstanceOf(DriverError);
        expect(ms).toBeLessThan(timeoutMs + 100);
      }
      expect((await outcomesOf(driver)).filter(({ error }) => error === null)).toEqual([]);
      await dynamo.server.restart();
      // It forgets its tables as well.
      await dynamo.open({ timeoutMs: 30_000 }).setup();

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
      for (const { error, ms } of await outcomesOf(driver)) {
        expect(error).toBeInstanceOf(DriverError);
        expect(ms).toBeLessThan(timeoutMs + 100);
      }
      proxy.heal();

      await driver.append(identity, [{ n: 2 }]);
      expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test('in the middle of a reply is asked again, and leaves no half of a list', async () => {
      const driver = open(proxy.port);
      const identity = freshIdentity();
      const items = Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'x'.repeat(200) }));
      await driver.write(identity, items);
      proxy.dropAfterReplyBytes(100_000);

      expect(await driver.read(identity)).toEqual(items);
    });
  });
});
