import { setTimeout as delay } from 'node:timers/promises';
import type { DriverError, StorageDriver } from '@agentstore/core';
import { startMongo, type TestServer } from '@agentstore/test-servers';
import { MongoClient } from 'mongodb';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { clients, type OpenedDriver, openByClient, openByUrl } from './opened-driver.ts';
import { operations } from './operations.ts';

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

describeOwnMongo('a server that hangs', () => {
  let server: TestServer;
  let observer: MongoClient;

  beforeAll(async () => {
    server = await startMongo({ own: true });
    observer = await new MongoClient(server.url).connect();
  });
  afterEach(() => server.resume());
  afterAll(async () => {
    await observer.close();
    await server.stop();
  });

  /** Stops the server. Its threads come to a halt one after another: on a busy machine, some still answer for a moment. */
  async function pause(): Promise<void> {
    server.pause();
    const answer = () => observer.db().command({ ping: 1 });
    while (await Promise.race([answer(), delay(100, null, { ref: false })]));
  }

  const ways = [
    { way: 'a url', open: () => openByUrl(server.port, { timeoutMs }) },
    ...clients.map(({ version, Client }) => ({
      way: `a client of mongodb ${version}`,
      open: () => openByClient(server.port, { timeoutMs }, Client),
    })),
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
      await pause();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs before the first connection', async () => {
      await pause();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs where the server hung before', async () => {
      await driver.setup();
      await pause();
      await all();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs, however many wait for their turn on one list', async () => {
      const identity = freshIdentity();
      await driver.write(identity, []);
      await pause();
      const changes = [operations.update, operations.append, operations.write, operations.update, operations.remove];
      expectTimeouts(await Promise.all(changes.map((run) => outcomeOf(async () => run?.(driver, identity)))));
    });

    test('is worked with again as soon as it goes on, and has done nothing twice', async () => {
      const [appended, updated] = [freshIdentity(), freshIdentity()];
      await driver.write(appended, []);
      await driver.write(updated, []);
      await pause();
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
      await pause();
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
      await pause();
      const reading = outcomeOf(() => driver.read(freshIdentity()));
      expect(await outcomeOf(() => driver.close())).toMatchObject({ code: 'resolved' });
      expect((await reading).ms).toBeLessThan(timeoutMs + graceMs);
    });
  });
});
