import { setTimeout as delay } from 'node:timers/promises';
import type { SessionIdentity } from '@agentstore/core';
import type { S3Driver } from '../src/index.ts';
import { costOf } from './counted-requests.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type Fate, putsHead } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';

const long = Array.from({ length: 400 }, (_, n) => ({ n, text: 'x'.repeat(400) }));

describeS3('ttlSeconds', () => {
  const s3 = new ObservedServer();

  async function keysOf({ userId }: SessionIdentity): Promise<string[]> {
    return (await s3.keys()).filter((key) => key.includes(String(userId)));
  }

  async function listed(driver: S3Driver, { userId }: SessionIdentity): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of driver.list({ userId: String(userId) })) keys.push(key);
    return keys;
  }

  async function expired(identity: SessionIdentity): Promise<void> {
    const driver = s3.open({ ttlSeconds: 0.2 });
    await driver.write(identity, long);
    await driver.append(identity, [{ n: 1 }]);
    await delay(250);
  }

  test.each([0.000_001, 0.01, 3_600, 1e300, Number.MAX_VALUE])('%d: every change is taken', async (ttlSeconds) => {
    const driver = s3.open({ ttlSeconds });
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    await driver.append(identity, [{ n: 2 }]);
    await driver.update(identity, (items) => items);
    if (ttlSeconds > 1) expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('a list lasts as long as its last writer says: for ever, where that one has no ttl', async () => {
    const [appended, updated, written] = [freshIdentity(), freshIdentity(), freshIdentity()];
    for (const identity of [appended, updated, written])
      await s3.open({ ttlSeconds: 0.5 }).append(identity, [{ n: 1 }]);
    await s3.open().append(appended, [{ n: 2 }]);
    await s3.open().update(updated, (items) => items);
    await s3.open().write(written, [{ n: 3 }]);
    await delay(600);
    expect(await s3.open().read(appended)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await s3.open().read(updated)).toEqual([{ n: 1 }]);
    expect(await s3.open().read(written)).toEqual([{ n: 3 }]);
  });

  test.each<[string, (driver: S3Driver, identity: SessionIdentity) => Promise<unknown>]>([
    ['an append', (driver, identity) => driver.append(identity, [{ n: 2 }])],
    ['a write', (driver, identity) => driver.write(identity, [{ n: 2 }])],
    ['an update', (driver, identity) => driver.update(identity, (items) => [...(items ?? []), { n: 2 }])],
  ])('%s to an expired list begins a new one, and leaves nothing of the old one', async (_, change) => {
    const identity = freshIdentity();
    await expired(identity);
    expect((await keysOf(identity)).length).toBeGreaterThan(1);
    await change(s3.open(), identity);
    expect(await s3.open().read(identity)).toEqual([{ n: 2 }]);
    expect(await keysOf(identity)).toEqual([`agentstore/lists/${identity.key}`]);
  });

  test('an update that finds an expired list and stores nothing deletes what is left of it', async () => {
    const identity = freshIdentity();
    await expired(identity);
    expect(await s3.open().update(identity, () => null)).toBeNull();
    expect(await keysOf(identity)).toEqual([]);
  });

  test.each([
    ['that has a ttl', { ttlSeconds: 100 }],
    ['that has none', {}],
  ])('an expired list is not listed by a driver %s, and is deleted by the way', async (_, options) => {
    const identity = freshIdentity();
    await expired(identity);
    expect(await listed(s3.open(options), identity)).toEqual([]);
    expect(await keysOf(identity)).toEqual([]);
  });

  test('a listing asks for the lists that can expire alone, and for no more of them than their beginning', async () => {
    const userId = crypto.randomUUID();
    const identities = Array.from({ length: 8 }, (_, n) => freshIdentity({ userId, chatName: `${n}` }));
    for (const [n, identity] of identities.entries()) {
      const driver = s3.open(n < 3 ? { ttlSeconds: 100 } : {});
      await driver.write(identity, [{ text: 'x'.repeat(90_000) }]);
    }
    const proxy = await s3.proxy();
    const driver = s3.open({}, proxy.port);
    const { kinds } = await costOf(proxy, async () => {
      expect((await listed(driver, identities[0] as SessionIdentity)).length).toBe(identities.length);
    });
    expect(kinds).toEqual(['LIST lists', 'GET lists', 'GET lists', 'GET lists']);
  });

  test('a sweep deletes the lists that have expired, and nothing else', async () => {
    const prefix = `${crypto.randomUUID()}/`;
    const [old, young, lasting] = [freshIdentity(), freshIdentity(), freshIdentity()];
    await s3.open({ prefix, ttlSeconds: 0.2 }).write(old, long);
    await s3.open({ prefix, ttlSeconds: 100 }).write(young, long);
    await s3.open({ prefix }).write(lasting, long);
    await delay(250);
    const sweeper = s3.open({ prefix });
    expect(await sweeper.sweep()).toBe(1);
    expect(await sweeper.sweep()).toBe(0);
    const keys = await s3.keys(prefix);
    expect(keys.filter((key) => key.includes(old.key))).toEqual([]);
    for (const identity of [young, lasting]) expect(await sweeper.read(identity)).toEqual(long);
  });

  test('two sweeps at once, and writers beside them, harm nothing', async () => {
    const prefix = `${crypto.randomUUID()}/`;
    const identities = Array.from({ length: 10 }, () => freshIdentity());
    const short = s3.open({ prefix, ttlSeconds: 0.2 });
    await Promise.all(identities.map((identity) => short.write(identity, long)));
    await delay(250);
    const writer = s3.open({ prefix });
    await Promise.all([
      s3.open({ prefix }).sweep(),
      s3.open({ prefix }).sweep(),
      ...identities.map((identity) => writer.append(identity, [{ n: 1 }])),
    ]);
    for (const identity of identities) expect(await s3.open({ prefix }).read(identity)).toEqual([{ n: 1 }]);
    expect(await s3.keys(`${prefix}parts/`)).toEqual([]);
  });

  test('a list that somebody begins anew while a sweep is about to delete it stays', async () => {
    const prefix = `${crypto.randomUUID()}/`;
    const identity = freshIdentity();
    await s3.open({ prefix, ttlSeconds: 0.2 }).write(identity, long);
    await delay(250);
    const proxy = await s3.proxy();
    proxy.decide = async (asked): Promise<Fate> => {
      if (putsHead(asked)) await s3.open({ prefix }).append(identity, [{ n: 1 }]);
      return 'pass';
    };
    await s3.open({ prefix }, proxy.port).sweep();
    expect((await s3.open({ prefix }).read(identity))?.at(-1)).toEqual({ n: 1 });
  });
});
