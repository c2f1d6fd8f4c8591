import { type Item, keyFilter, SessionIdentity } from '@agentstore/core';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { draftOf, extended } from '../src/draft.ts';
import { headKey, headsPrefix, partsPrefix } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';

/** In bytes, of S3. */
const longestKey = 1_024;
const longest = ['a', '/', 'A', '\u0000', '😀'].map((unit) => unit.repeat(512 / Buffer.byteLength(unit)));

test('the key of a head shows whose list it is, behind the prefix', () => {
  const identity = new SessionIdentity({ agentName: 'support', userId: 'u1', chatName: 'c1', scope: 'history' });
  expect(headKey('agentstore/', identity)).toBe('agentstore/lists/u.u1/a.support/c.c1/s.history');
  expect(partsPrefix('agentstore/', identity)).toBe('agentstore/parts/u.u1/a.support/c.c1/s.history/');
  expect(headKey('', new SessionIdentity({ agentName: 'support' }))).toBe('lists/u/a.support/c/s');
});

test('no key is longer than S3 takes, nor a name in it than a file’s may be, and no two identities share one', () => {
  const prefix = `${'x'.repeat(199)}/`;
  const keys = new Set<string>();
  for (const userId of longest) {
    for (const chatName of [...longest, ...longest.map((id) => `${id.slice(0, -2)}b`)]) {
      const identity = new SessionIdentity({
        agentName: String(longest[1]),
        userId,
        chatName,
        scope: String(longest[3]),
      });
      const part = `${partsPrefix(prefix, identity)}${'g'.repeat(16)}/${'n'.repeat(16)}`;
      keys.add(headKey(prefix, identity));
      for (const key of [headKey(prefix, identity), part]) {
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(longestKey);
        for (const name of key.split('/')) expect(name.length).toBeLessThanOrEqual(255);
      }
    }
  }
  expect(keys.size).toBe(longest.length * longest.length * 2);
});

test.each(longest)('what belongs to one user begins alike, also where the id is as long as it may be', (userId) => {
  const identity = new SessionIdentity({ agentName: String(longest[1]), userId, chatName: 'c', scope: 's' });
  for (const filter of [{ userId }, { userId, agentName: identity.agentName }, { ...identity }]) {
    const prefix = headsPrefix('agentstore/', keyFilter(filter));
    expect(headKey('agentstore/', identity).startsWith(prefix)).toBe(true);
    expect(prefix.length).toBeGreaterThan('agentstore/lists/'.length);
  }
});

test.each([1, 2, 3, 10, 100, 333, 1_000, 3_333])(
  '10,000 messages of 300 bytes that were appended by %d lie in at most 32 objects',
  (each) => {
    const item: Item = { text: 'x'.repeat(289) };
    expect(JSON.stringify(item)).toHaveLength(300);
    let list = draftOf([]);
    let parts = 0;
    for (let stored = 0; stored < 10_000; stored += each) {
      list = extended(list, Array<Item>(each).fill(item));
      parts += list.parts.length;
    }
    expect(parts + 1).toBeLessThanOrEqual(32);
  },
);

describeS3('a list in the bucket', () => {
  const s3 = new ObservedServer();

  const textOf = async (key: string) => {
    const { Body } = await s3.observer.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key }));
    return String(await Body?.transformToString());
  };

  test('is a line about it, then the items, one a line', async () => {
    const identity = freshIdentity();
    const driver = s3.open();
    await driver.write(identity, [{ n: 1 }]);
    await driver.append(identity, [{ n: 2 }, { text: 'two\nlines' }]);
    const [header, ...items] = (await textOf(headKey('agentstore/', identity))).split('\n');
    expect(JSON.parse(String(header))).toMatchObject({ agentstore: 1, identity: identity.key, sealed: 0 });
    expect(items.map((item) => JSON.parse(item))).toEqual([{ n: 1 }, { n: 2 }, { text: 'two\nlines' }]);
  });

  test('has a first line that does not grow, however often and by whomever it is changed', async () => {
    const identity = freshIdentity();
    const drivers = Array.from({ length: 20 }, () => s3.open());
    const lengths: number[] = [];
    for (const each of drivers) {
      for (let n = 0; n < 5; n++) {
        await each.append(identity, [{ n }]);
        await each.update(identity, () => []);
      }
      lengths.push(String((await textOf(headKey('agentstore/', identity))).split('\n')[0]).length);
    }
    expect(Math.max(...lengths)).toBeLessThan(700);
    expect(new Set(lengths.slice(15).map((length) => Math.round(length / 4))).size).toBe(1);
  });

  test('keeps items that look like a list of ours apart', async () => {
    const identity = freshIdentity();
    const driver = s3.open();
    await driver.append(identity, [{ text: 'before' }]);
    const items = [
      { text: await textOf(headKey('agentstore/', identity)) },
      { agentstore: 1 },
      { '["x",1]': '\n["x",1]' },
    ];
    await driver.append(identity, items);
    expect(await s3.open().read(identity)).toEqual([{ text: 'before' }, ...items]);
    expect(await s3.open().readLast(identity, 2)).toEqual(items.slice(1));
  });

  test.each(['', 'mine/', 'mine', 'a b/ü*?/', 'a+b%2F/', `${'x'.repeat(199)}/`])(
    'lies under the prefix %j, and is listed there alone',
    async (name) => {
      const driver = s3.open({ prefix: name });
      const identity = freshIdentity({ chatName: String(longest[2]) });
      const text = 'x'.repeat(200_000);
      await driver.append(identity, [{ n: 1 }]);
      await driver.append(identity, [{ text }]);
      const mine = (await s3.keys(name)).filter((key) => key.includes(String(identity.userId)));
      expect(mine.map((key) => key.slice(name.length).split('/')[0])).toEqual(['lists', 'parts']);
      const found = async (by = driver) => {
        const keys: string[] = [];
        for await (const { key } of by.list({ userId: String(identity.userId) })) keys.push(key);
        return keys;
      };
      expect(await found()).toEqual([identity.key]);
      expect(await found(s3.open({ prefix: 'other/' }))).toEqual([]);
      expect(await driver.read(identity)).toEqual([{ n: 1 }, { text }]);
      await driver.remove(identity);
      expect((await s3.keys()).filter((key) => key.includes(String(identity.userId)))).toEqual([]);
    },
  );

  test('leaves out of a listing what is no list', async () => {
    const prefix = `${crypto.randomUUID()}/`;
    const driver = s3.open({ prefix });
    const identity = freshIdentity();
    await driver.append(identity, [{ n: 1 }]);
    for (const name of ['u/a.b/c', 'nothing', 'u.x/a.y/c.z/s.w', 'u.X/a.y/c.z/s', 'u.x/a.b/c/s.v/more']) {
      await s3.put(`${prefix}lists/${name}`, 'theirs:');
    }
    const keys: string[] = [];
    for await (const { key } of driver.list()) keys.push(key);
    expect(keys).toEqual([identity.key]);
  });
});
