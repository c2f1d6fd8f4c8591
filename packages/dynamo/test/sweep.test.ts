import { setTimeout as delay } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { headRecord } from '../src/head-format.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';

describeDynamo('sweep()', () => {
  const dynamo = new ObservedTable();

  test('deletes what has expired and nothing else, and says how many lists are left', async () => {
    const driver = dynamo.open();
    const expiring = dynamo.open({ ttlSeconds: 1 });
    const [alive, empty, lasting] = [freshIdentity(), freshIdentity(), freshIdentity()];
    const expired = Array.from({ length: 100 }, () => freshIdentity());
    await driver.append(alive, [{ n: 1 }]);
    await driver.write(empty, []);
    await dynamo.open({ ttlSeconds: 3_600 }).append(lasting, [{ n: 1 }]);
    for (const identity of expired) await expiring.append(identity, [{ n: 1 }]);
    await expiring.write(expired[0] ?? alive, [{ big: 'x'.repeat(900_000) }]);
    await delay(1_100);

    expect(await driver.sweep()).toBe(3);
    expect(await driver.read(alive)).toEqual([{ n: 1 }]);
    expect(await driver.read(empty)).toEqual([]);
    expect(await driver.read(lasting)).toEqual([{ n: 1 }]);
    const left = await Promise.all([alive, empty, lasting].map((identity) => dynamo.recordsOf(identity)));
    expect(await dynamo.records()).toHaveLength(left.flat().length);
    for (const identity of [alive, empty, lasting]) await driver.remove(identity);
    expect(await dynamo.records()).toEqual([]);
  });

  test('deletes the head of a list that never began', async () => {
    const identity = freshIdentity();
    const head = { generation: 'abandoned000', isVoid: true, expires: null, operations: [] };
    await dynamo.observer.send(new PutItemCommand({ TableName: dynamo.table, Item: headRecord(identity, head) }));
    expect(await dynamo.open().read(identity)).toBeNull();
    expect(await dynamo.open().sweep()).toBe(0);
    expect(await dynamo.recordsOf(identity)).toEqual([]);
  });
});
