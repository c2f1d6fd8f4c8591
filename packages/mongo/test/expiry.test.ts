import type { MongoDriver } from '../src/index.ts';
import { headId } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { until } from './until.ts';

describeMongo('ttlSeconds', () => {
  const mongo = new ObservedServer();

  function open(ttlSeconds?: number): MongoDriver {
    return mongo.open(ttlSeconds === undefined ? {} : { ttlSeconds });
  }

  test.each([0.000_001, 0.01, 3_600, 1e300, Number.MAX_VALUE])('%d: every change is taken', async (ttlSeconds) => {
    const driver = open(ttlSeconds);
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    await driver.append(identity, [{ n: 2 }]);
    await driver.update(identity, (items) => items);
  });

  /** What is stored of each entry's expiry, by their numbers. */
  async function expiriesOf(identity: { readonly key: string }): Promise<unknown[]> {
    const ids = (await mongo.leftovers(identity)).filter((id) => id.includes(' e ')).toSorted();
    const records = await mongo
      .recordsOf()
      .find({ _id: { $in: ids } }, { sort: { _id: 1 } })
      .toArray();
    return records.map(({ expires }) => expires);
  }

  test('an append rewrites no entry: each has the time that its own writer gave it', async () => {
    const identity = freshIdentity();
    const driver = open(1_000);
    await driver.append(identity, [{ n: 1 }]);
    const [first] = await expiriesOf(identity);
    await until(() => Date.now() + 1_000_000 > Number(first));
    await driver.append(identity, [{ n: 2 }]);
    const [again, second] = await expiriesOf(identity);
    expect(again).toBe(first);
    expect(Number(second)).toBeGreaterThan(Number(first));
  });

  test('a list lasts as long as its last writer says: for ever, where that one has no ttl', async () => {
    const identity = freshIdentity();
    await open(1_000).append(identity, [{ n: 1 }]);
    await open().append(identity, [{ n: 2 }]);
    expect((await expiriesOf(identity)).at(-1)).toBeNull();
    await open(1_000).update(identity, (items) => items);
    expect((await expiriesOf(identity)).at(-1)).toBeGreaterThan(Date.now());
    await open().write(identity, [{ n: 3 }]);
    expect(await expiriesOf(identity)).toEqual([null]);
    expect((await mongo.recordsOf().findOne({ _id: headId(identity) }))?.expires).toBeNull();
  });

  test('an append to an expired list deletes what it was', async () => {
    const identity = freshIdentity();
    await open(0.001).write(identity, [{ n: 1 }, { n: 2 }]);
    await until(async () => (await open().read(identity)) === null);
    await open().append(identity, [{ n: 3 }]);
    expect(await open().read(identity)).toEqual([{ n: 3 }]);
    expect(await mongo.leftovers(identity)).toHaveLength(2);
  });
});
