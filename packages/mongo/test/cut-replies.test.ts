import { startProxy } from '@agentstore/test-servers';
import type { MongoDriver } from '../src/index.ts';
import { type Change, changes, type List } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { openByUrl } from './opened-driver.ts';

interface Case {
  readonly title: string;
  readonly change: Change;
  readonly before: List;
}

const cases: readonly Case[] = changes.flatMap((change) => [
  { title: `${change.title} where there is a list`, change, before: [{ n: 1 }, { n: 2 }] },
  { title: `${change.title} where there is none`, change, before: null },
]);

/** Between two cuts. The shortest reply has some 50 bytes: each is cut, and at several places over the cases. */
const stepBytes = 47;

describeOwnMongo('a reply that is cut anywhere, and its connection lost,', () => {
  const mongo = new ObservedServer({ own: true });
  let others: MongoDriver;
  beforeAll(() => {
    others = mongo.open();
  });

  /** Does the change, and cuts its replies behind so many bytes. Resolves with the length of all replies. */
  async function run({ change, before }: Case, cut: number | null): Promise<number> {
    const proxy = await startProxy(mongo.server.port);
    const { driver, close } = openByUrl(proxy.port);
    const identity = freshIdentity();
    if (before) await others.write(identity, before);
    await driver.read(freshIdentity());
    proxy.resetCounts();
    if (cut !== null) proxy.dropAfterReplyBytes(cut);
    await change.run(driver, identity);
    const length = proxy.bytesToClient;
    expect(await others.read(identity)).toEqual(change.outcome(before));
    await close();
    await proxy.stop();
    return length;
  }

  test.each(cases)('leaves $title done once, and acknowledged', async (each) => {
    const length = await run(each, null);
    const cuts = Array.from({ length: Math.ceil(length / stepBytes) }, (_, n) => n * stepBytes);
    // At once: after each loss the client waits for half a second before it asks who is there.
    await Promise.all(cuts.map((cut) => run(each, cut)));
  });
});
