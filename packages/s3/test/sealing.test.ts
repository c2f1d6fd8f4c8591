import type { Item, SessionIdentity } from '@agentstore/core';
import type { S3Driver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type Fate, type HttpProxy, putsHead } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';

/** In bytes of a tail: from where it is sealed, and how long it may be. */
const [sealAt, longestTail] = [96 * 1024, 108 * 1024];

/** An item whose line has so many bytes. */
function itemOf(bytes: number): Item {
  return { text: 'x'.repeat(bytes - JSON.stringify({ text: '' }).length) };
}

describeS3('sealing', () => {
  const s3 = new ObservedServer();
  let proxy: HttpProxy;
  beforeAll(async () => {
    proxy = await s3.proxy();
  });
  afterEach(() => proxy.reset());

  async function partsOf({ key }: SessionIdentity): Promise<number> {
    return (await s3.keys()).filter((name) => name.startsWith(`agentstore/parts/${key}/`)).length;
  }

  async function expectItems(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    const reader = s3.open();
    expect(await reader.read(identity)).toEqual(items);
    for (const count of [1, 2, 3, items.length - 1, items.length, items.length + 1]) {
      expect(await reader.readLast(identity, count)).toEqual(count > 0 ? items.slice(-count) : []);
    }
    await reader.close();
  }

  const sizes = [sealAt, longestTail, 64 * 1024, 1024 * 1024].flatMap((limit) => [limit - 1, limit, limit + 1]);

  test.each(sizes)('an item of %d bytes, appended or written, alone or between others, comes back', async (bytes) => {
    for (const [before, after] of [
      [[], []],
      [[{ n: 1 }], [{ n: 2 }]],
      [
        [itemOf(50_000), itemOf(40_000)],
        [itemOf(20_000), { n: 2 }],
      ],
    ]) {
      const items = [...(before ?? []), itemOf(bytes), ...(after ?? [])];
      const [written, appended, byOthers] = [freshIdentity(), freshIdentity(), freshIdentity()];
      const driver = s3.open();
      await driver.write(written, items);
      for (const item of items) await driver.append(appended, [item]);
      for (const item of items) await s3.open().append(byOthers, [item]);
      for (const identity of [written, appended, byOthers]) await expectItems(identity, items);
    }
  });

  test.each([sealAt - 1, sealAt, longestTail - 1, longestTail])(
    'a tail of %d bytes is sealed by the next append if it has 96 KiB, whatever that brings',
    async (bytes) => {
      for (const next of [{ n: 1 }, itemOf(50_000), itemOf(200_000)]) {
        const identity = freshIdentity();
        const driver = s3.open();
        await driver.append(identity, [itemOf(bytes)]);
        expect(await partsOf(identity)).toBe(0);
        await driver.append(identity, [next]);
        const isSealed = bytes >= sealAt;
        const isBig = JSON.stringify(next).length > (isSealed ? longestTail : longestTail - bytes - 1);
        expect(await partsOf(identity)).toBe(Number(isSealed) + Number(isBig));
        await expectItems(identity, [itemOf(bytes), next]);
      }
    },
  );

  test('what appends, updates and writes of random sizes have made is what is read', async () => {
    const random = () => Math.random() ** 6 * 400_000;
    for (let round = 0; round < 6; round++) {
      const drivers = [s3.open(), s3.open()];
      const identity = freshIdentity();
      let expected: Item[] = [];
      for (let step = 0; step < 40; step++) {
        const driver = drivers[Math.floor(Math.random() * drivers.length)] as S3Driver;
        const items = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, place) => ({
          step,
          place,
          ...itemOf(20 + Math.floor(random())),
        }));
        const chance = Math.random();
        if (chance < 0.85) {
          await driver.append(identity, items);
          expected.push(...items);
        } else if (chance < 0.95) {
          expected = (await driver.update(identity, (list) => [...(list ?? []).slice(1), ...items])) ?? [];
        } else {
          await driver.write(identity, items);
          expected = items;
        }
      }
      await expectItems(identity, expected);
      await drivers[0]?.remove(identity);
      expect((await s3.keys()).filter((key) => key.includes(identity.key))).toEqual([]);
    }
  }, 120_000);

  describe('that stops between the segment and the head', () => {
    /** A list whose next append seals, and a driver that stores the segment and then never gets to the head. */
    async function stopped(identity: SessionIdentity): Promise<void> {
      await s3.open().append(identity, [itemOf(sealAt)]);
      const stopping = s3.open({ timeoutMs: 400 }, proxy.port);
      proxy.decide = (asked) => (putsHead(asked) ? new Promise(() => {}) : 'pass');
      await expect(stopping.append(identity, [{ by: 'stopping' }])).rejects.toMatchObject({ code: 'timeout' });
      expect(await partsOf(identity)).toBe(1);
    }

    test('leaves the list as it was, and the next append goes on', async () => {
      const identity = freshIdentity();
      await stopped(identity);
      await expectItems(identity, [itemOf(sealAt)]);
      await s3.open().append(identity, [{ n: 1 }]);
      expect(await partsOf(identity)).toBe(1);
      await expectItems(identity, [itemOf(sealAt), { n: 1 }]);
    });

    test.each<[string, (driver: S3Driver, identity: SessionIdentity) => Promise<unknown>, string[]]>([
      ['a write', (driver, identity) => driver.write(identity, [{ n: 1 }]), ['lists']],
      ['an update', (driver, identity) => driver.update(identity, () => [{ n: 1 }]), ['lists']],
      ['a removal', (driver, identity) => driver.remove(identity), []],
    ])('leaves nothing after %s', async (_, change, left) => {
      const identity = freshIdentity();
      await stopped(identity);
      await change(s3.open(), identity);
      const keys = (await s3.keys()).filter((key) => key.includes(identity.key));
      expect(keys.map((key) => key.split('/')[1])).toEqual(left);
    });
  });

  test('an append that meets a rewrite between its segment and its head leaves nothing of the segment', async () => {
    const identity = freshIdentity();
    const driver = s3.open({}, proxy.port);
    await driver.append(identity, [itemOf(sealAt)]);
    let isRewritten = false;
    proxy.decide = async (asked): Promise<Fate> => {
      if (putsHead(asked) && !isRewritten) {
        isRewritten = true;
        await s3.open().update(identity, () => [{ n: 1 }]);
        // As if the segment were on its way for so long.
        await s3.open().append(identity, [{ n: 2 }]);
      }
      return 'pass';
    };
    await driver.append(identity, [{ n: 3 }]);
    expect(await s3.open().read(identity)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await partsOf(identity)).toBe(0);
  });

  test('appends of many drivers at once, all around the limits, are each there once', async () => {
    const identity = freshIdentity();
    const drivers = Array.from({ length: 4 }, () => s3.open({ timeoutMs: 30_000 }));
    await Promise.all(
      drivers.map(async (driver, by) => {
        for (let n = 0; n < 12; n++) await driver.append(identity, [{ by, n, ...itemOf(10_000 + 9_000 * by) }]);
      }),
    );
    const items = (await s3.open().read(identity)) ?? [];
    expect(items).toHaveLength(48);
    for (const by of drivers.keys()) {
      expect(items.filter((item) => item.by === by).map(({ n }) => n)).toEqual([...Array(12).keys()]);
    }
  });
});
