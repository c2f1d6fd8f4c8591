import type { DriverError, StorageDriver } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
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

describeOwnS3('a store that hangs', () => {
  const s3 = new ObservedServer({ own: true });
  afterEach(() => s3.server.resume());

  const ways = [
    { way: 'by a client of the driver’s own', open: () => s3.open({ timeoutMs }) },
    { way: 'by a client of the user’s', open: () => s3.openByClient({ timeoutMs }) },
  ];

  describe.each(ways)('reached $way', ({ open }) => {
    let driver: StorageDriver;
    beforeEach(async () => {
      driver = open();
      // What is loaded on first use is loaded.
      await driver.read(freshIdentity());
    });
    afterEach(() => driver.close());

    /** Each on a list of its own, all at once. */
    const all = () =>
      Promise.all(Object.values(operations).map((run) => outcomeOf(() => run(driver, freshIdentity()))));

    test('holds no caller beyond timeoutMs, whatever the operation', async () => {
      s3.server.pause();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs where it hung before', async () => {
      s3.server.pause();
      await all();
      expectTimeouts(await all());
    });

    test('holds no caller beyond timeoutMs, however many wait for their turn on one list', async () => {
      const identity = freshIdentity();
      await driver.write(identity, []);
      s3.server.pause();
      const changes = [operations.update, operations.append, operations.write, operations.update, operations.remove];
      expectTimeouts(await Promise.all(changes.map((run) => outcomeOf(async () => run?.(driver, identity)))));
    });

    test('holds no caller beyond timeoutMs in the middle of a long list', async () => {
      const identity = freshIdentity();
      const items = Array.from({ length: 40 }, (_, n) => ({ n, text: 'x'.repeat(100_000) }));
      await s3.open({ timeoutMs: 60_000 }).write(identity, items);
      const reading = outcomeOf(() => driver.read(identity));
      await driver.read(freshIdentity());
      s3.server.pause();
      const { code, ms } = await reading;
      expect(['timeout', 'resolved']).toContain(code);
      expect(ms).toBeLessThan(timeoutMs + graceMs);
    });

    test('is worked with again as soon as it goes on, and has done nothing twice', async () => {
      const [appended, updated] = [freshIdentity(), freshIdentity()];
      await driver.write(appended, []);
      await driver.write(updated, []);
      s3.server.pause();
      await Promise.all([
        outcomeOf(() => driver.append(appended, [{ n: 1 }])),
        outcomeOf(() => driver.update(updated, (items) => [...(items ?? []), { n: 1 }])),
      ]);
      s3.server.resume();
      await driver.append(appended, [{ n: 2 }]);
      await driver.update(updated, (items) => [...(items ?? []), { n: 2 }]);

      const done = [[{ n: 2 }], [{ n: 1 }, { n: 2 }]];
      expect(done).toContainEqual(await driver.read(appended));
      expect(done).toContainEqual(await driver.read(updated));
    });

    test('runs no change after the update was rejected', async () => {
      const identity = freshIdentity();
      await driver.write(identity, [{ n: 1 }]);
      s3.server.pause();
      let runs = 0;
      const update = () =>
        driver.update(identity, (items) => {
          runs += 1;
          return items;
        });
      await outcomeOf(update);
      s3.server.resume();
      await driver.read(identity);
      expect(runs).toBe(0);
    });

    test('does not hold close()', async () => {
      s3.server.pause();
      const reading = outcomeOf(() => driver.read(freshIdentity()));
      const { code, ms } = await outcomeOf(() => driver.close());
      expect(code).toBe('resolved');
      expect(ms).toBeLessThan(graceMs);
      expect((await reading).ms).toBeLessThan(timeoutMs + graceMs);
    });
  });

  test('keeps no connection of what was rejected', async () => {
    const driver = s3.open({ timeoutMs });
    await driver.read(freshIdentity());
    const connections = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = connections();
    s3.server.pause();
    await Promise.all(Array.from({ length: 20 }, () => outcomeOf(() => driver.read(freshIdentity()))));
    // While the store still hangs.
    await until(() => connections() <= before);
  });
});
