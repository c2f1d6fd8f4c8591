import { CreateTableCommand, DescribeTableCommand, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { DynamoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { intercepted, refusal } from './intercepted-client.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { operations } from './operations.ts';

describeDynamo('setup()', () => {
  const dynamo = new ObservedTable();
  const freshTable = () => `setup-${crypto.randomUUID()}`;

  test('makes a table that is paid for by request, with two keys and nothing else', async () => {
    const table = freshTable();
    await dynamo.open({ table }).setup();
    const { Table } = await dynamo.observer.send(new DescribeTableCommand({ TableName: table }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Table?.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
  });

  test('may be run by many at once, and again, and leaves what is stored', async () => {
    const table = freshTable();
    const drivers = Array.from({ length: 6 }, (_, n) =>
      n % 2 ? dynamo.open({ table }) : dynamo.openByClient({ table }),
    );
    await Promise.all(drivers.map((driver) => driver.setup()));
    const identity = freshIdentity();
    await drivers[0]?.append(identity, [{ n: 1 }]);
    for (const driver of drivers) await driver.setup();
    expect(await drivers[1]?.read(identity)).toEqual([{ n: 1 }]);
  });

  test('a table that is not there is an error of every other operation, which says to call it and what it needs', async () => {
    const driver = dynamo.open({ table: freshTable() });
    for (const [name, run] of Object.entries(operations)) {
      if (name === 'setup') continue;
      const failure = run(driver, freshIdentity());
      await expect(failure).rejects.toThrow(/no such table.*call setup\(\) once.*dynamodb:GetItem.*CreateTable/);
    }
  });

  const keys = (...names: [string, KeySchemaElement['KeyType']][]) =>
    names.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType }));

  test.each<[string, KeySchemaElement[], 'S' | 'N']>([
    ['other keys', keys(['id', 'HASH']), 'S'],
    ['no sort key', keys(['pk', 'HASH']), 'S'],
    ['its keys the other way round', keys(['sk', 'HASH'], ['pk', 'RANGE']), 'S'],
    ['keys that are numbers', keys(['pk', 'HASH'], ['sk', 'RANGE']), 'N'],
  ])('a table with %s is refused in words, and left as it is', async (_, KeySchema, AttributeType) => {
    const table = freshTable();
    const AttributeDefinitions = KeySchema.map(({ AttributeName }) => ({ AttributeName, AttributeType }));
    const description = { TableName: table, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' as const };
    await dynamo.observer.send(new CreateTableCommand(description));
    const driver = dynamo.open({ table });
    await expect(driver.setup()).rejects.toThrow(/it needs pk \(HASH\) and sk \(RANGE\), both texts/);
    await expect(driver.append(freshIdentity(), [{ n: 1 }])).rejects.toThrow(
      /has the table other keys\? setup\(\) tells/,
    );
  });

  /** A driver that is told by DynamoDB that a table has a status, the first `times` times that it asks. */
  function openWhere(status: string, times: number, timeoutMs: number): DynamoDriver {
    let left = times;
    const client = intercepted(dynamo.client(), async (send, { name }) => {
      const reply = await send();
      if (name === 'DescribeTable' && left-- > 0) {
        const { Table } = reply.output as unknown as { Table: object };
        Object.assign(Table, { TableStatus: status });
      }
      return reply;
    });
    return dynamo.openByClient({ timeoutMs }, undefined, client);
  }

  test('waits for a table that is being made', async () => {
    await openWhere('CREATING', 2, 5_000).setup();
  });

  test('says to call it again, where the table takes longer than timeoutMs', async () => {
    const failure = openWhere('CREATING', 99, 700).setup();
    await expect(failure).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/call setup\(\) again/),
    });
  });

  test('tells of a table that is being deleted', async () => {
    await expect(openWhere('DELETING', 99, 2_000).setup()).rejects.toThrow(/its status is DELETING/);
  });

  test('without the right to ask says which rights are needed', async () => {
    const client = intercepted(dynamo.client(), async () => {
      throw refusal('AccessDeniedException');
    });
    const driver = new DynamoDriver({ table: dynamo.table, client });
    await expect(driver.setup()).rejects.toThrow(/may not do that.*dynamodb:GetItem.*DescribeTable and CreateTable/);
  });
});
