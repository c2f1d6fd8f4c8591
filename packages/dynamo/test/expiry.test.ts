import { setTimeout as delay } from 'node:timers/promises';
import type { DynamoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';

const ttlSeconds = 1;
const expiredMs = 1_100;

describeDynamo('ttlSeconds', () => {
  const dynamo = new ObservedTable();

  function open(ttl?: number): DynamoDriver {
    return dynamo.open(ttl === undefined ? {} : { ttlSeconds: ttl });
  }

  test.each([0.01, 3_600, 1e300, Number.MAX_VALUE])('%d: every change is taken', async (ttl) => {
    const driver = open(ttl);
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    await driver.append(identity, [{ n: 2 }]);
    await driver.update(identity, (items) => items);
  });

  test('an append that comes too late leaves nothing of the list before in the table', async () => {
    const driver = open(ttlSeconds);
    const identity = freshIdentity();
    await driver.write(identity, [{ old: 1 }, { old: 'x'.repeat(500_000) }]);
    await driver.append(identity, [{ old: 2 }]);
    await delay(expiredMs);
    expect(await driver.read(identity)).toBeNull();
    await open().append(identity, [{ new: 1 }]);
    expect(await open().read(identity)).toEqual([{ new: 1 }]);
    expect(await dynamo.generationsOf(identity)).toHaveLength(1);
    expect(JSON.stringify(await dynamo.recordsOf(identity))).not.toContain('old');
  });

  test('a list lasts as long as its last writer says: for ever, where that one has no ttl', async () => {
    const [kept, gone] = [freshIdentity(), freshIdentity()];
    await open(ttlSeconds).append(kept, [{ n: 1 }]);
    await open().append(kept, [{ n: 2 }]);
    await open().append(gone, [{ n: 1 }]);
    await open(ttlSeconds).append(gone, [{ n: 2 }]);
    await delay(expiredMs);
    expect(await open().read(kept)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await open().read(gone)).toBeNull();
  });

  test('of a list that lives on, no entry vanishes', async () => {
    const driver = open(ttlSeconds);
    const identity = freshIdentity();
    for (let n = 0; n < 5; n++) {
      await driver.append(identity, [{ n }]);
      await delay(400);
    }
    expect(await driver.read(identity)).toEqual([0, 1, 2, 3, 4].map((n) => ({ n })));
  });
});
