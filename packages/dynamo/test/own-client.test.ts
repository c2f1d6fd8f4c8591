import { DynamoDB, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { freshIdentity } from './fresh-identity.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { operations } from './operations.ts';

describeDynamo('a client of the user’s', () => {
  const dynamo = new ObservedTable();

  test('is neither closed nor changed', async () => {
    const client = dynamo.client();
    const config = { ...client.config };
    // What the client notes by itself while it is used.
    const own = ['signingName', 'signingRegion', 'systemClockOffset'];
    const middleware = client.middlewareStack.identify();
    let isDestroyed = false;
    const destroy = client.destroy.bind(client);
    client.destroy = () => {
      isDestroyed = true;
      destroy();
    };
    const [first, second] = [dynamo.openByClient({}, undefined, client), dynamo.openByClient({}, undefined, client)];
    for (const driver of [first, second]) {
      for (const run of Object.values(operations)) await run(driver, freshIdentity());
    }
    await first.close();
    await second.append(freshIdentity(), [{ n: 1 }]);
    await second.close();
    await second.close();

    expect(isDestroyed).toBe(false);
    for (const [name, value] of Object.entries(client.config)) {
      if (!own.includes(name)) expect({ name, isSame: value === Object(config)[name] }).toEqual({ name, isSame: true });
    }
    expect(client.middlewareStack.identify()).toEqual(middleware);
  });

  test('may be the bigger one, with a method for each command', async () => {
    const { region, credentials } = dynamo.server;
    const client = new DynamoDB({ endpoint: dynamo.endpoint(), region, credentials });
    const driver = dynamo.openByClient({}, undefined, client);
    for (const run of Object.values(operations)) await run(driver, freshIdentity());
    client.destroy();
  });

  test('has its own way to get credentials, and its own endpoint', async () => {
    let asked = 0;
    const client = new DynamoDBClient({
      endpoint: dynamo.endpoint(),
      region: dynamo.server.region,
      credentials: async () => {
        asked += 1;
        return dynamo.server.credentials;
      },
    });
    await dynamo.openByClient({}, undefined, client).append(freshIdentity(), [{ n: 1 }]);
    expect(asked).toBeGreaterThan(0);
    client.destroy();
  });

  test('that many requests at once are made with is told of no leak', async () => {
    const warnings: Error[] = [];
    const heard = (warning: Error) => warnings.push(warning);
    process.on('warning', heard);
    const driver = dynamo.openByClient({ timeoutMs: 30_000 });
    const identity = freshIdentity();
    await driver.write(
      identity,
      Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(4_000) })),
    );
    await Promise.all(Array.from({ length: 60 }, () => driver.readLast(identity, 5)));
    await driver.remove(identity);
    process.off('warning', heard);
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
  });
});
