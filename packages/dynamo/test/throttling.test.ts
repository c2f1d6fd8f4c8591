import type { StorageDriver } from '@agentstore/core';
import { changes } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type Interception, intercepted, refusal } from './intercepted-client.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';

const before = [{ n: 1 }, { n: 2 }];

describeDynamo('a table that refuses for a moment', () => {
  const dynamo = new ObservedTable();

  function openThrough(interception: Interception, maxAttempts = 1): StorageDriver {
    const client = intercepted(dynamo.client({ maxAttempts }), interception);
    return dynamo.openByClient({ timeoutMs: 20_000 }, undefined, client);
  }

  /** Runs each change on a list of its own, all at once, and looks at what they leave. */
  async function expectAllDone(driver: StorageDriver): Promise<void> {
    const works = changes.map(async (change) => {
      const identity = freshIdentity();
      await driver.write(identity, before);
      await change.run(driver, identity);
      expect(await driver.read(identity)).toEqual(change.outcome(before));
      expect(await dynamo.generationsOf(identity)).toHaveLength(change.outcome(before) ? 1 : 0);
    });
    await Promise.all(works);
  }

  test.concurrent.each([
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['RequestLimitExceeded', 400],
    ['TransactionConflictException', 400],
    ['InternalServerError', 500],
    ['ServiceUnavailable', 503],
  ])('with %s is asked again, whatever the change', async (name, status) => {
    let refusals = 0;
    const driver = openThrough(async (send, { number }) => {
      if (number % 2 === 0) return send();
      refusals += 1;
      throw refusal(name, status);
    });
    await expectAllDone(driver);
    expect(refusals).toBeGreaterThan(changes.length * 4);
  });

  test('with an InternalServerError after the change was done does it once', async () => {
    const driver = openThrough(async (send, { number }) => {
      const reply = await send();
      if (number % 2 === 0) return reply;
      throw refusal('InternalServerError', 500);
    });
    await expectAllDone(driver);
  });

  test('asked by a client that sends again by itself, is asked once more by the driver', async () => {
    const driver = openThrough(async (send, { number }) => {
      if (number % 4 === 0) return send();
      throw refusal('TransactionConflictException');
    }, 2);
    await expectAllDone(driver);
  });

  test('and leaves a part of each batch undone is sent that part again', async () => {
    let left = 0;
    const driver = openThrough(async (send, { name, number }) => {
      const reply = await send();
      if (name === 'BatchWriteItem' && number % 2 === 0) {
        // What was done is done again: as far as the driver knows, it was not.
        const put = { PutRequest: { Item: { pk: { S: 'left' }, sk: { S: String(number) } } } };
        Object.assign(reply.output, { UnprocessedItems: { [dynamo.table]: [put] } });
        left += 1;
      }
      return reply;
    });
    const identity = freshIdentity();
    const items = Array.from({ length: 400 }, (_, n) => ({ n, text: 'x'.repeat(2_000) }));
    await driver.write(identity, items);
    expect(await driver.read(identity)).toEqual(items);
    expect(left).toBeGreaterThan(2);
    const sent = (await dynamo.records()).filter(({ pk }) => pk?.S === 'left');
    expect(sent).toHaveLength(left);
  });

  test('for longer than timeoutMs is a DriverError that says so, and nothing was done', async () => {
    const client = intercepted(dynamo.client({ maxAttempts: 1 }), async (send, { name }) => {
      if (name === 'PutItem') throw refusal('ThrottlingException');
      return send();
    });
    const driver = dynamo.openByClient({ timeoutMs: 300 }, undefined, client);
    const identity = freshIdentity();
    await expect(driver.append(identity, [{ n: 1 }])).rejects.toThrow(/asked for more than it may do|no answer within/);
    expect(await dynamo.recordsOf(identity)).toEqual([]);
  });
});
