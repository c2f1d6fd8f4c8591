import { setTimeout as delay } from 'node:timers/promises';
import type { DriverError, StorageDriver } from '@agentstore/core';
import { startProxy, startRedis, type TestServer } from '@agentstore/test-servers';
import { RedisDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { type OpenedDriver, openByClient, openByUrl } from './opened-driver.ts';
import { operations } from './operations.ts';
import { until } from './until.ts';

const timeoutMs = 600;
const graceMs = 100;

interface Outcome {
  readonly code: string;
  readonly ms: number;
}

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  const start = performance.now();
  const code = await work().then(
    () => 'resolved',
    (error: DriverError) => error.code,
  );
  return { code, ms: performance.now() - start };
}

function expectTimeouts(outcomes: readonly Outcome[]): void {
  expect(outcomes.map(({ code }) => code)).toEqual(outcomes.map(() => 'timeout'));
  expect(Math.max(...outcomes.map(({ ms }) => ms))).toBeLessThan(timeoutMs + graceMs);
}

describeOwnRedis('a server that hangs', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startRedis({ own: true });
  });
  afterEach(() => server.resume());
  afterAll(() => server.stop());

  const ways = [
    { way: 'a url', open: () => openByUrl(server.port, { timeoutMs }) },
    { way: 'a client of the user’s', open: () => openByClient(server.port, { timeoutMs }) },
  ];

  describe.each(ways)('reached by $way', ({ open }) => {
    let opened: OpenedDriver;
    let driver: StorageDriver;
    beforeEach(() => {
      opened = open();
      driver = opened.driver;
    });
    afterEach(async () => {
      server.resume();
      await opened.close();
    });

    /** Each on a list of its own, all at once. */
    const all = () =>
      Promise.all(Object.values(operations).map((run) => outcomeOf(() => run(driver, freshIdentity()))));

    test('holds no caller beyond timeoutMs, whatever the operation', async () => {
      await driver.setup();
      server.pause();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs before the first connection', async () => {
      server.pause();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs where the server hung before', async () => {
      await driver.setup();
      server.pause();
      await all();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs, however many wait for their turn on one list', async () => {
      const identity = freshIdentity();
      await driver.write(identity, []);
      server.pause();
      const changes = [operations.update, operations.append, operations.write, operations.update, operations.remove];
      expectTimeouts(await Promise.all(changes.map((run) => outcomeOf(async () => run?.(driver, identity)))));
    });

    test('is worked with again as soon as it goes on, and has done nothing twice', async () => {
      const [appended, updated] = [freshIdentity(), freshIdentity()];
      await driver.write(appended, []);
      await driver.write(updated, []);
      server.pause();
      await Promise.all([
        outcomeOf(() => driver.append(appended, [{ n: 1 }])),
        outcomeOf(() => driver.update(updated, (items) => [...(items ?? []), { n: 1 }])),
      ]);
      server.resume();
      await driver.append(appended, [{ n: 2 }]);
      await driver.update(updated, (items) => [...(items ?? []), { n: 2 }]);

      const done = [[{ n: 2 }], [{ n: 1 }, { n: 2 }]];
      expect(done).toContainEqual(await driver.read(appended));
      expect(done).toContainEqual(await driver.read(updated));
    });

    test('runs no change after the update was rejected', async () => {
      const identity = freshIdentity();
      await driver.write(identity, [{ n: 1 }]);
      server.pause();
      let runs = 0;
      const update = () =>
        driver.update(identity, (items) => {
          runs += 1;
          return items;
        });
      await outcomeOf(update);
      const before = runs;
      server.resume();
      await driver.read(identity);
      expect([before, runs]).toEqual([0, 0]);
    });

    test('does not hold close()', async () => {
      await driver.setup();
      server.pause();
      const reading = outcomeOf(() => driver.read(freshIdentity()));
      expect(await outcomeOf(() => driver.close())).toMatchObject({ code: 'resolved' });
      expect((await reading).ms).toBeLessThan(timeoutMs + graceMs);
    });
  });

  test('what timed out and arrives late is not done after a later change of the same driver', async () => {
    const proxy = await startProxy(server.port);
    const driver = new RedisDriver({ url: `redis://127.0.0.1:${proxy.port}`, timeoutMs });
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    // On its way for longer than the driver waits, while the connection that takes its place is quick.
    proxy.delay(2 * timeoutMs);
    expect(await outcomeOf(() => driver.append(identity, [{ n: 2 }]))).toMatchObject({ code: 'timeout' });
    proxy.delay(0);
    proxy.resetCounts();
    await driver.update(identity, (items) => [...(items ?? []), { n: 2 }]);
    const { requests } = proxy;
    await until(() => proxy.requests > requests);
    await driver.setup();

    expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
    await driver.close();
    await proxy.stop();
  });

  test('a call that times out does not end the others that wait on its connection', async () => {
    const driver = new RedisDriver({ url: server.url, timeoutMs });
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    server.pause();
    const first = outcomeOf(() => driver.read(identity));
    await delay(timeoutMs / 2);
    const second = driver.read(identity);
    expect(await first).toMatchObject({ code: 'timeout' });
    // Longer than a connection that is closed waits for what is under way.
    await delay(timeoutMs / 4);
    server.resume();

    expect(await second).toEqual([{ n: 1 }]);
    await driver.close();
  });
});
