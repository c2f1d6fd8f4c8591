import { SessionIdentity } from '@agentstore/core';
import { headId, listPrefix } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeEachMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { until } from './until.ts';

describeEachMongo('sweep()', (kind) => {
  const mongo = new ObservedServer({ kind });

  test('deletes lists that have expired, and lists that never began, and counts the others', async () => {
    const collection = mongo.ownCollection(crypto.randomUUID());
    const driver = mongo.open({ collection });
    const expiring = mongo.open({ collection, ttlSeconds: 0.001 });
    const lists = Array.from({ length: 20 }, (_, n) => freshIdentity({ chatName: `${n}` }));
    for (const [n, list] of lists.entries()) {
      await (n % 2 === 0 ? driver : expiring).append(list, [{ n }]);
    }
    const last = lists.at(-1) as SessionIdentity;
    await until(async () => (await driver.read(last)) === null);
    // As a process leaves it that is killed before its first entry.
    const empty = { generation: 'abc', isVoid: true, expires: null, operations: [] };
    await mongo.recordsOf(collection).insertOne({ _id: headId(freshIdentity()), ...empty });

    expect(await driver.sweep()).toBe(10);
    const ids = (await mongo.recordsOf(collection).find().toArray()).map(({ _id }) => _id);
    const kept = lists.filter((_, n) => n % 2 === 0);
    expect(ids).toHaveLength(2 * kept.length);
    for (const list of kept) {
      expect(ids.filter((id) => id === headId(list) || id.startsWith(listPrefix(list)))).toHaveLength(2);
    }
    expect(await driver.sweep()).toBe(10);
  });
});

describeEachMongo('a listing', (kind) => {
  const mongo = new ObservedServer({ kind });

  test('looks only at the heads in the range of its filter, page by page', async () => {
    const collection = mongo.ownCollection(crypto.randomUUID());
    const driver = mongo.open({ collection });
    const records = mongo.recordsOf(collection);
    const head = { generation: 'abc', isVoid: false, expires: null, operations: [] };
    const own = Array.from(
      { length: 2_100 },
      (_, n) => new SessionIdentity({ agentName: 'a', userId: 'ann', chatName: `${n}` }),
    );
    await records.insertMany(own.map((list) => ({ _id: headId(list), ...head })));
    // Outside of the range: whoever reads it fails.
    const strangers = ['h u.anna/a.a/c/s', 'h u.an/a.a/c/s', 'h u/a.a/c/s', 'h u.bob/a.a/c/s'];
    await records.insertMany(strangers.map((_id) => ({ _id, theirs: true })));
    // Inside of it, and no lists: nobody's.
    await records.insertMany(
      ['h u.ann/', 'h u.ann/a.a/c', 'h u.ann/a.a/c/s/x', 'h u.ann/a.A/c/s'].map((_id) => ({ _id })),
    );

    const found: string[] = [];
    for await (const { key } of driver.list({ userId: 'ann' })) found.push(key);
    expect(found.toSorted()).toEqual(own.map(({ key }) => key).toSorted());
    const some: string[] = [];
    for await (const { key } of driver.list({ userId: 'ann', agentName: 'a', chatName: '7' })) some.push(key);
    expect(some).toEqual(own.filter(({ chatName }) => chatName === '7').map(({ key }) => key));
  }, 60_000);
});
