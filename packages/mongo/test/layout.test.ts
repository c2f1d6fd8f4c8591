import { keyFilter, SessionIdentity } from '@agentstore/core';
import {
  endOf,
  entryId,
  entryPrefix,
  generationOf,
  generationPrefix,
  headId,
  headIds,
  idsUnder,
  listPrefix,
  numberOf,
  partId,
  partPrefix,
} from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeEachMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';

const identity = new SessionIdentity({ agentName: 'support', userId: 'u1', chatName: 'c1', scope: 'history' });

test('the _ids of a list show what they are of', () => {
  expect(headId(identity)).toBe('h u.u1/a.support/c.c1/s.history');
  expect(entryId(identity, 'gen', 36)).toBe('g u.u1/a.support/c.c1/s.history gen e 00000010');
  expect(partId(identity, 'gen', 'op', 35)).toBe('g u.u1/a.support/c.c1/s.history gen p op 0000000z');
  expect(numberOf(entryId(identity, 'gen', 123_456))).toBe(123_456);
  expect(generationOf(identity, entryId(identity, 'gen', 1))).toBe('gen');
  expect(generationOf(identity, partId(identity, 'gen', 'op', 1))).toBe('gen');
});

test('entries and parts sort by their numbers', () => {
  const numbers = [1, 2, 9, 10, 35, 36, 37, 1_295, 1_296, 46_655, 46_656, 10 ** 9, 10 ** 12];
  const ids = numbers.map((number) => entryId(identity, 'gen', number));
  expect(ids.toSorted()).toEqual(ids);
});

test('what is of one list, generation or entry is in no range of another', () => {
  const ids = ['a', 'a!', 'a.b', 'A', 'a/', '', 'a ', 'z', '!', '~', 'é', '0'];
  const lists = ids.flatMap((id) => [
    new SessionIdentity({ agentName: id, scope: 's' }),
    new SessionIdentity({ agentName: 'a', scope: id }),
    new SessionIdentity({ agentName: 'a', userId: id }),
    new SessionIdentity({ agentName: 'a', group: id, chatName: id }),
  ]);
  const distinct = [...new Map(lists.map((list) => [list.key, list])).values()];
  const records = distinct.flatMap((list) => [
    { list, generation: '', operation: '', kind: 'head', id: headId(list) },
    ...['gen', 'gen0', 'ge'].flatMap((generation) => [
      { list, generation, operation: '', kind: 'entry', id: entryId(list, generation, 1) },
      ...['', 'op', 'op.1', 'op1'].map((operation) => ({
        list,
        generation,
        operation,
        kind: 'part',
        id: partId(list, generation, operation, 1),
      })),
    ]),
  ]);
  type Stored = (typeof records)[number];
  const expectRange = (prefix: string, isIn: (stored: Stored) => boolean) => {
    const { $gte, $lt } = idsUnder(prefix);
    const found = records.filter(({ id }) => id >= $gte && id < $lt);
    expect(found).toEqual(records.filter(isIn));
  };
  for (const list of distinct) {
    expectRange(listPrefix(list), (each) => each.list === list && each.kind !== 'head');
    for (const generation of ['gen', 'gen0', 'ge']) {
      const isIn = (each: Stored) => each.list === list && each.generation === generation;
      expectRange(generationPrefix(list, generation), isIn);
      expectRange(entryPrefix(list, generation), (each) => isIn(each) && each.kind === 'entry');
      for (const operation of ['', 'op', 'op.1']) {
        expectRange(
          partPrefix(list, generation, operation),
          (each) => isIn(each) && each.kind === 'part' && each.operation === operation,
        );
      }
    }
  }
});

test('the end of a prefix lies behind all that begins with it, and before all else that follows', () => {
  expect(endOf('g a ')).toBe('g a!');
  expect('g a \uffff' < endOf('g a ')).toBe(true);
  expect(headIds(keyFilter({ userId: 'u1' }))).toEqual({ $gte: 'h u.u1/', $lt: 'h u.u10' });
  expect(headIds(keyFilter())).toEqual({ $gte: 'h ', $lt: 'h!' });
});

describeEachMongo('a list in the server', (kind) => {
  const mongo = new ObservedServer({ kind });

  test('is a head, and an entry for each append', async () => {
    const list = freshIdentity();
    const driver = mongo.open();
    await driver.append(list, [{ n: 1 }]);
    await driver.append(list, [{ n: 2 }, { n: 3 }]);
    const head = await mongo.recordsOf().findOne({ _id: headId(list) });
    expect(head).toMatchObject({ generation: expect.any(String), expires: null, operations: [] });
    const entry = await mongo.recordsOf().findOne({ _id: entryId(list, String(head?.generation), 2) });
    expect(entry).toMatchObject({ text: '{"n":2},{"n":3}', parts: 0, expires: null });
    expect(await mongo.leftovers(list)).toHaveLength(3);
  });

  test('has no field but the driver’s own, whatever the items hold', async () => {
    const list = freshIdentity();
    const items = [
      JSON.parse('{"__proto__":{"a":1},"$where":"1","a.b":{"$set":1},"_bsontype":"ObjectId","$oid":"1","toBSON":"x"}'),
      { text: 'NUL \u0000, lone \ud800, -0 as text', zero: 0, tiny: 5e-324, big: 2 ** 53, deep: { '': [null, true] } },
    ];
    const driver = mongo.open();
    await driver.append(list, items);
    await driver.write(list, items);
    await driver.append(list, items);
    expect(JSON.stringify(await driver.read(list))).toBe(JSON.stringify([...items, ...items]));
    expect(JSON.stringify(await driver.readLast(list, 2))).toBe(JSON.stringify(items));
    const ids = await mongo.leftovers(list);
    const stored = await mongo
      .recordsOf()
      .find({ _id: { $in: ids } })
      .toArray();
    const fields = new Set(stored.flatMap((each) => Object.keys(each)));
    const own = ['_id', 'expires', 'generation', 'isVoid', 'operation', 'operations', 'parts', 'text'];
    expect([...fields].toSorted()).toEqual(own);
  });

  test('has a head that does not grow, however often and by whomever it is changed', async () => {
    const list = freshIdentity();
    const drivers = Array.from({ length: 30 }, () => mongo.open());
    for (const driver of drivers) await driver.update(list, () => []);
    const head = await mongo.recordsOf().findOne({ _id: headId(list) });
    expect(JSON.stringify(head).length).toBeLessThan(1_024);
    expect(await mongo.leftovers(list)).toHaveLength(1);
  });

  test('has parts where an entry would be bigger than a document may be', async () => {
    const list = freshIdentity();
    const driver = mongo.open({ timeoutMs: 20_000 });
    const item = { text: 'aé漢'.repeat(6_000_000 / 6) };
    const items = Array(5).fill(item);
    await driver.append(list, items);
    const parts = (await mongo.leftovers(list)).filter((id) => id.includes(' p '));
    expect(parts).toHaveLength(2);
    expect(await driver.read(list)).toEqual(items);
    expect(await driver.readLast(list, 2)).toEqual(items.slice(-2));
    await driver.remove(list);
    expect(await mongo.leftovers(list)).toEqual([]);
  }, 60_000);
});
