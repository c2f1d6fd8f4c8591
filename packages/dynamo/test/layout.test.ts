import { keyFilter, SessionIdentity } from '@agentstore/core';
import {
  behind,
  entryPartition,
  entrySort,
  generationIn,
  headKey,
  headRange,
  identityOf,
  isShortened,
  numberIn,
  partSort,
} from '../src/layout.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';

const identity = new SessionIdentity({ agentName: 'support', userId: 'u1', chatName: 'c1', scope: 'history' });
const long = (letter: string) => letter.repeat(512);

test('a head lies under its user, and the entries under the key of the list', () => {
  expect(headKey(identity)).toEqual({ pk: 'u.u1', sk: 'a.support/c.c1/s.history' });
  expect(headKey(new SessionIdentity({ agentName: 'support' }))).toEqual({ pk: 'u', sk: 'a.support/c/s' });
  expect(entryPartition(identity)).toBe('u.u1/a.support/c.c1/s.history');
});

test('entries sort as they count, behind the parts of their generation', () => {
  const numbers = [1, 2, 9, 10, 35, 36, 37, 1_295, 1_296, 10_000, 2_000_000_000];
  const keys = numbers.map((number) => entrySort('g0', number));
  expect(keys.toSorted()).toEqual(keys);
  expect(keys.map(numberIn)).toEqual(numbers);
  expect(
    keys.every((key) => partSort('g0', 'o', 7) < key && key < behind('g0') && behind('g0') < entrySort('g1', 1)),
  ).toBe(true);
  expect([...keys, partSort('g0', 'o.1', 7)].map(generationIn)).toEqual([...keys, 1].map(() => 'g0'));
});

describe('keys of long ids', () => {
  const ids = ['é', 'A', '/', 'x', '漢', '\u0000'].map((letter) =>
    letter.repeat(Math.floor(512 / Buffer.byteLength(letter))),
  );
  const identities = [
    ...ids.flatMap((userId) => ids.map((chatName) => new SessionIdentity({ agentName: long('a'), userId, chatName }))),
    ...ids.map((scope) => new SessionIdentity({ agentName: long('a'), userId: 'u', chatName: long('c'), scope })),
    // They differ in their last letter alone.
    ...['1', '2'].map(
      (end) => new SessionIdentity({ agentName: long('!'), chatName: long('!'), scope: `${'!'.repeat(511)}${end}` }),
    ),
  ];

  test('have room in what DynamoDB takes as keys', () => {
    for (const each of identities) {
      expect(headKey(each).pk.length).toBeLessThanOrEqual(2_048);
      expect(headKey(each).sk.length).toBeLessThanOrEqual(1_024);
      expect(entryPartition(each).length).toBeLessThanOrEqual(256);
    }
  });

  test('differ where the ids differ, and no head lies among entries', () => {
    const heads = identities.map((each) => JSON.stringify(headKey(each)));
    expect(new Set(heads).size).toBe(identities.length);
    const partitions = identities.map(entryPartition);
    expect(new Set(partitions).size).toBe(identities.length);
    const users = new Set(identities.map((each) => headKey(each).pk));
    expect(partitions.filter((partition) => users.has(partition))).toEqual([]);
  });

  test('are in the range of every filter that they match', () => {
    for (const { agentName, userId, chatName, scope } of identities) {
      const each = new SessionIdentity({
        agentName,
        ...(userId && { userId }),
        ...(chatName && { chatName }),
        ...(scope && { scope }),
      });
      if (!userId) continue;
      const filters = [{ userId }, { userId, agentName }, { userId, agentName, ...(chatName && { chatName }) }, each];
      for (const filter of filters) {
        const range = headRange(keyFilter(filter));
        expect(headKey(each).pk).toBe(range?.pk);
        expect(headKey(each).sk.startsWith(range?.sk ?? '?')).toBe(true);
      }
    }
  });

  test('lead back to the list by the whole key that the head carries, and by no other', () => {
    for (const each of identities) {
      const whole = isShortened(each) ? each.key : undefined;
      expect(identityOf(headKey(each), whole)?.key).toBe(each.key);
      expect(identityOf(headKey(each), identity.key)).toBeNull();
    }
    expect(identities.some(isShortened)).toBe(true);
  });
});

test('what is no key of ours is nobody’s list', () => {
  for (const [pk, sk] of [
    ['u', 'x'],
    ['settings', 'a.x/c/s'],
    ['u.A', 'a.x/c/s'],
    ['', ''],
    ['u', 'a.x/c/s/more'],
  ]) {
    expect(identityOf({ pk: String(pk), sk: String(sk) }, undefined)).toBeNull();
  }
});

describeDynamo('a list in the table', () => {
  const dynamo = new ObservedTable();

  test('is one record for its head and one for each append, with short names and nothing that is not there', async () => {
    const driver = dynamo.open();
    await driver.append(identity, [{ n: 1 }, { n: 2 }]);
    await driver.append(identity, [{ n: 3 }]);
    const [head, ...entries] = await dynamo.recordsOf(identity);
    expect(Object.keys(head ?? {}).toSorted()).toEqual(['g', 'h', 'pk', 'sk']);
    expect(entries.map((entry) => Object.keys(entry).toSorted())).toEqual(Array(2).fill(['o', 'pk', 'sk', 't']));
    expect(entries.map(({ t }) => t?.S)).toEqual(['{"n":1},{"n":2}', '{"n":3}']);
    await driver.remove(identity);
  });

  test('of which a rewrite made the items has few records, and one of a big item has parts beside it', async () => {
    const driver = dynamo.open();
    const items = Array.from({ length: 100 }, (_, n) => ({ n, text: 'x'.repeat(280) }));
    await driver.write(identity, [...items, { big: 'x'.repeat(1_000_000) }]);
    const records = await dynamo.recordsOf(identity);
    expect(records.filter(({ sk }) => sk?.S?.includes('!'))).toHaveLength(2);
    expect(records.length).toBeLessThan(15);
    await driver.remove(identity);
    expect(await dynamo.recordsOf(identity)).toEqual([]);
  });

  test('of the longest ids there are is kept, listed and removed as any other', async () => {
    const driver = dynamo.open();
    const ids = { agentName: '!'.repeat(512), userId: '\u0001'.repeat(512), chatName: '?'.repeat(512) };
    const lists = ['1', '2'].map((end) => new SessionIdentity({ ...ids, scope: `${'*'.repeat(511)}${end}` }));
    for (const [n, list] of lists.entries()) await driver.append(list, [{ n }]);
    for (const [n, list] of lists.entries()) expect(await driver.read(list)).toEqual([{ n }]);
    const found: string[] = [];
    for await (const { key } of driver.list({ userId: ids.userId, chatName: ids.chatName })) found.push(key);
    expect(found.toSorted()).toEqual(lists.map(({ key }) => key).toSorted());
    for (const list of lists) await driver.remove(list);
    expect(await dynamo.records()).toEqual([]);
  });

  test('is listed beside records of other programs, which are left as they are', async () => {
    const driver = dynamo.open();
    const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
    for (const Item of [
      { pk: { S: 'settings' }, sk: { S: 'all' }, g: { S: 'theirs' } },
      { pk: { S: 'u.ann' }, sk: { S: 'profile' } },
    ]) {
      await dynamo.observer.send(new PutItemCommand({ TableName: dynamo.table, Item }));
    }
    const own = new SessionIdentity({ agentName: 'a', userId: 'ann' });
    await driver.append(own, [{ n: 1 }]);
    for (const filter of [{}, { userId: 'ann' }]) {
      const found: string[] = [];
      for await (const { key } of driver.list(filter)) found.push(key);
      expect(found).toEqual([own.key]);
    }
    expect(await dynamo.records()).toHaveLength(4);
  });
});
