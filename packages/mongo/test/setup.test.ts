import { MongoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { LossyClient } from './lossy-client.ts';
import { describeEachMongo, describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';

describeEachMongo('setup()', (kind) => {
  const mongo = new ObservedServer({ kind });

  test('leaves an empty collection, however many run it at once, and again', async () => {
    const collection = mongo.ownCollection(crypto.randomUUID());
    const drivers = Array.from({ length: 10 }, () => mongo.open({ collection }));
    await Promise.all(drivers.map((driver) => driver.setup()));
    await drivers[0]?.setup();
    expect(await mongo.recordsOf(collection).countDocuments()).toBe(0);
  });

  test('is not needed: the first append makes the collection', async () => {
    const driver = mongo.open({ collection: mongo.ownCollection(crypto.randomUUID()) });
    const identity = freshIdentity();
    await driver.append(identity, [{ n: 1 }]);
    await driver.setup();
    expect(await driver.read(identity)).toEqual([{ n: 1 }]);
  });
});

describeMongo('setup() of a collection that is there', () => {
  const mongo = new ObservedServer();
  const refusal = /cannot hold lists: choose another one, and let setup\(\) create it/;

  // No server here makes such ones: their description is put in the place of the answer.
  test.each([
    ['a view', { type: 'view', options: {} }, /it is a view/],
    ['a time series', { type: 'timeseries', options: {} }, /it is a timeseries/],
    [
      'compared by the rules of a language, which may take two keys for one',
      { type: 'collection', options: { collation: { locale: 'en', strength: 1 } } },
      /rules of 'en'/,
    ],
    ['capped', { type: 'collection', options: { capped: true } }, /it is capped/],
  ])('refuses one that is %s', async (_, description, reason) => {
    const client = new LossyClient(mongo.client);
    client.answer('listCollections', [{ name: 'agentstore', ...description }]);
    await expect(new MongoDriver({ client }).setup()).rejects.toThrow(refusal);
    await expect(new MongoDriver({ client }).setup()).rejects.toThrow(reason);
  });
});
