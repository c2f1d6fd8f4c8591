import { startProxy, startRedis, type TestProxy, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver } from '../src/index.ts';
import { type Change, changes, type List } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { type OpenedDriver, openByClient, openByUrl } from './opened-driver.ts';

interface Case {
  readonly title: string;
  readonly change: Change;
  readonly before: List;
}

const cases: readonly Case[] = changes.flatMap((change) => [
  { title: `${change.title} where there is a list`, change, before: [{ n: 1 }, { n: 2 }] },
  { title: `${change.title} where there is none`, change, before: null },
]);

/** Between two cuts. A reply of one number has four bytes: it is cut in two places. */
const stepBytes = 2;

describeOwnRedis('a reply that is cut at any byte, and its connection lost,', () => {
  let server: TestServer;
  let proxy: TestProxy;
  let others: RedisDriver;
  let observer: Redis;

  beforeAll(async () => {
    server = await startRedis({ own: true });
    proxy = await startProxy(server.port);
    others = new RedisDriver({ url: server.url });
    observer = new Redis(server.url);
  });
  afterAll(async () => {
    await others.close();
    observer.disconnect();
    await proxy.stop();
    await server.stop();
  });

  /** Does the change once for each place where its replies can be cut. Resolves with whether it was acknowledged, each. */
  async function cutEverywhere(open: () => OpenedDriver, each: Case, forgets = false): Promise<boolean[]> {
    const { length } = await run(open(), each, forgets, null);
    const outcomes: boolean[] = [];
    for (let cut = 0; cut < length; cut += stepBytes) {
      outcomes.push((await run(open(), each, forgets, cut)).isAcknowledged);
    }
    return outcomes;
  }

  /** `length`: of all replies, in bytes. */
  async function run(
    { driver, close }: OpenedDriver,
    { change, before }: Case,
    forgets: boolean,
    cut: number | null,
  ): Promise<{ isAcknowledged: boolean; length: number }> {
    const identity = freshIdentity();
    if (before) await others.write(identity, before);
    await driver.setup();
    if (forgets) await observer.script('FLUSH');
    proxy.resetCounts();
    if (cut !== null) proxy.dropAfterReplyBytes(cut);
    const isAcknowledged = await change.run(driver, identity).then(
      () => true,
      () => false,
    );
    const length = proxy.bytesToClient;
    proxy.heal();
    await close();
    const done = change.outcome(before);
    expect(isAcknowledged ? [done] : [done, before]).toContainEqual(await others.read(identity));
    return { isAcknowledged, length };
  }

  const byUrl = () => openByUrl(proxy.port);
  const byClient = () => openByClient(proxy.port);

  describe('of the driver’s own connection', () => {
    test.each(cases)('leaves $title done once, or not at all', async (each) => {
      expect(await cutEverywhere(byUrl, each)).toContain(false);
    });

    test.each(cases)('leaves $title done once, or not at all, by a server without scripts', async (each) => {
      expect(await cutEverywhere(byUrl, each, true)).toContain(false);
    });
  });

  describe('of a client of the user’s, which sends again,', () => {
    test.each(cases)('leaves $title done once', async (each) => {
      expect(await cutEverywhere(byClient, each)).toContain(true);
    });

    test.each(cases)('leaves $title done once, or not at all, by a server without scripts', async (each) => {
      expect(await cutEverywhere(byClient, each, true)).toContain(true);
    });
  });
});
