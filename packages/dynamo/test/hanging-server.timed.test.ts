import { setTimeout as delay } from 'node:timers/promises';
import type { StorageDriver } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { operations } from './operations.ts';
import { type Outcome, outcomeOf, outcomesOf } from './outcomes.ts';

const timeoutMs = 800;
const graceMs = 100;

function expectTimeouts(outcomes: readonly Outcome[]): void {
  expect(outcomes.map(({ code }) => code)).toEqual(outcomes.map(() => 'timeout'));
  expect(Math.max(...outcomes.map(({ ms }) => ms))).toBeLessThan(timeoutMs + graceMs);
}

describeOwnDynamo('a server that hangs', () => {
  const dynamo = new ObservedTable({ own: true });

  const ways = [
    { way: 'a client of the driver’s own', open: () => dynamo.open({ timeoutMs }) },
    { way: 'a client of the user’s', open: () => dynamo.openByClient({ timeoutMs }) },
  ];

  describe.each(ways)('reached by $way', ({ open }) => {
    let driver: StorageDriver;
    beforeEach(async () => {
      driver = open();
    });
    afterEach(async () => {
      dynamo.server.resume();
      await driver.close();
    });

    test('holds no caller beyond timeoutMs, whatever the operation', async () => {
      await driver.setup();
      dynamo.server.pause();
      expectTimeouts(await outcomesOf(driver));
    });

    test('holds no caller beyond timeoutMs before the first connection, nor after it hung before', async () => {
      dynamo.server.pause();
      expectTimeouts(await outcomesOf(driver));
      expectTimeouts(await outcomesOf(driver));
    });

    test('holds no caller beyond timeoutMs, however many wait for their turn on one list', async () => {
      const identity = freshIdentity();
      await driver.write(identity, []);
      dynamo.server.pause();
      const changes = [operations.update, operations.append, operations.write, operations.update, operations.remove];
      expectTimeouts(await Promise.all(changes.map((run) => outcomeOf(async () => run?.(driver, identity)))));
    });

    test('is worked with again as soon as it goes on, and has done nothing twice', async () => {
      const [appended, updated] = [freshIdentity(), freshIdentity()];
      await driver.write(appended, []);
      await driver.write(updated, []);
      dynamo.server.pause();
      await Promise.all([
        outcomeOf(() => driver.append(appended, [{ n: 1 }])),
        outcomeOf(() => driver.update(updated, (items) => [...(items ?? []), { n: 1 }])),
      ]);
      dynamo.server.resume();
      const patient = dynamo.open({ timeoutMs: 10_000 });
      await patient.append(appended, [{ n: 2 }]);
      await patient.update(updated, (items) => [...(items ?? []), { n: 2 }]);

      const done = [[{ n: 2 }], [{ n: 1 }, { n: 2 }], [{ n: 2 }, { n: 1 }]];
      expect(done).toContainEqual(await patient.read(appended));
      expect(done).toContainEqual(await patient.read(updated));
    });

    test('does not hold close()', async () => {
      await driver.setup();
      dynamo.server.pause();
      const reading = outcomeOf(() => driver.read(freshIdentity()));
      await delay(20);
      const { code, ms } = await outcomeOf(() => driver.close());
      expect(code).toBe('resolved');
      expect(ms).toBeLessThan(graceMs);
      expect((await reading).ms).toBeLessThan(timeoutMs + graceMs);
    });
  });

  test('for less than timeoutMs is waited for by the driver’s own client, and does what it was asked once', async () => {
    const driver = dynamo.open({ timeoutMs: 3_000 });
    const identity = freshIdentity();
    await driver.append(identity, [{ n: 1 }]);
    dynamo.server.pause();
    const appending = driver.append(identity, [{ n: 2 }]);
    // Longer than one attempt may take.
    await delay(1_800);
    dynamo.server.resume();
    await appending;
    await driver.append(identity, [{ n: 3 }]);

    expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });
});
