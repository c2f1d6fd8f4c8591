import { MongoServerError } from 'mongodb';
import { MongoDriver } from '../src/index.ts';
import { changes } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type Loss, LossyClient } from './lossy-client.ts';
import { describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

// What a replica set answers while its primary changes: none of the servers here has such states.
const passing: readonly [code: number, name: string, loss: Loss][] = [
  [10107, 'NotWritablePrimary', 'request'],
  [189, 'PrimarySteppedDown', 'reply'],
  [64, 'WriteConcernTimeout', 'reply'],
];

describeMongo('a failure that passes', () => {
  const mongo = new ObservedServer();
  const list = [{ n: 1 }, { n: 2 }];

  function open(loss: Loss, isLost: (number: number) => boolean, code: number, codeName: string) {
    const client = new LossyClient(mongo.client);
    client.lose(loss, isLost, async () => {
      throw new MongoServerError({ ok: 0, code, codeName, errmsg: codeName });
    });
    return { client, driver: new MongoDriver({ client, timeoutMs: 2_000 }) };
  }

  describe.each(passing)('such as %d, %s,', (code, name, loss) => {
    test.each(changes)('is tried again inside the deadline: $title is done once', async (change) => {
      const identity = freshIdentity();
      await mongo.open().write(identity, list);
      const { driver } = open(loss, (number) => number % 4 < 2, code, name);
      await change.run(driver, identity);
      expect(await mongo.open().read(identity)).toEqual(change.outcome(list));
    });
  });

  test('is what the operation fails with when it does not pass in time', async () => {
    const { driver } = open('request', () => true, 10107, 'NotWritablePrimary');
    const start = performance.now();
    await expect(driver.append(freshIdentity(), [{ n: 1 }])).rejects.toThrow(/NotWritablePrimary|no answer within/);
    expect(performance.now() - start).toBeLessThan(2_100);
  });

  test.each([
    [13, 'Unauthorized'],
    [121, 'DocumentValidationFailure'],
    [8000, 'AtlasError'],
  ])('is not what %d, %s, is: nothing is asked again', async (code, name) => {
    for (const run of Object.values(operations)) {
      const { client, driver } = open('request', () => true, code, name);
      await expect(run(driver, freshIdentity())).rejects.toMatchObject({ code: 'failed' });
      expect(client.count).toBe(1);
    }
  });
});
