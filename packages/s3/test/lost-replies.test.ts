import type { Item, SessionIdentity } from '@agentstore/core';
import { startProxy } from '@agentstore/test-servers';
import type { S3Driver } from '../src/index.ts';
import { type Change, changes, interferences } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type HttpProxy, putsHead } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';

type List = Item[] | null;

const before: Item[] = [{ n: 1 }, { n: 2 }];
const cases = changes.flatMap((change) =>
  interferences.map((interference) => ({
    title: `${change.title}, and others ${interference.title}`,
    change,
    interference,
  })),
);

describeS3('a connection that is lost', () => {
  const s3 = new ObservedServer();
  let proxy: HttpProxy;
  let others: S3Driver;

  beforeAll(async () => {
    proxy = await s3.proxy();
    others = s3.open();
  });
  afterEach(() => proxy.reset());

  /** Makes a change whose first head is stored, or not, and not answered. Resolves with whether it was acknowledged. */
  async function lose(
    what: 'reply' | 'request',
    driver: S3Driver,
    identity: SessionIdentity,
    change: Change,
    interfere: () => Promise<unknown>,
  ): Promise<boolean> {
    let isLost = false;
    proxy.decide = (asked) => {
      if (isLost || !putsHead(asked) || !asked.key.includes(identity.key)) return 'pass';
      isLost = true;
      return { lost: what, after: interfere };
    };
    return change.run(driver, identity).then(
      () => true,
      () => false,
    );
  }

  const ways = [
    { way: 'of the driver’s own', open: (port = proxy.port) => s3.open({}, port) },
    { way: 'of a client that sends again', open: (port = proxy.port) => s3.openByClient({}, port) },
  ];

  describe.each(ways)('$way', ({ open }) => {
    test.each(cases)('with the reply to $title: it is done once', async ({ change, interference }) => {
      for (const start of [before, null]) {
        for (const isKnown of [true, false]) {
          const [driver, identity] = [open(), freshIdentity()];
          if (start) await (isKnown ? driver : others).write(identity, start);
          await lose('reply', driver, identity, change, () => interference.run(others, identity));
          // What removes nothing sends nothing that could be lost.
          const done =
            start === null && change.outcome(null) === null ? null : interference.outcome(change.outcome(start));
          expect(await others.read(identity)).toEqual(done);
        }
      }
    });

    test.each(cases)('with the request for $title: it is done once or not at all', async ({ change, interference }) => {
      for (const start of [before, null]) {
        const [driver, identity] = [open(), freshIdentity()];
        if (start) await others.write(identity, start);
        const isDone = await lose('request', driver, identity, change, () => interference.run(others, identity));
        const wasSent = !(start === null && change.outcome(null) === null);
        const undone: List = wasSent ? interference.outcome(start) : null;
        const done = wasSent ? change.outcome(undone) : null;
        expect(isDone ? [done] : [done, undone]).toContainEqual(await others.read(identity));
      }
    });

    test.each(changes)('with the reply to $title is opened again, and the change acknowledged', async (change) => {
      const [driver, identity] = [open(), freshIdentity()];
      await others.write(identity, before);
      expect(await lose('reply', driver, identity, change, async () => {})).toBe(true);
      expect(await others.read(identity)).toEqual(change.outcome(before));
    });

    test('at every third reply doubles nothing and loses nothing', async () => {
      const resetting = await startProxy(s3.server.port);
      const driver = open(resetting.port);
      const identity = freshIdentity();
      resetting.resetAtEveryReply(3);
      for (let n = 0; n < 60; n++) {
        if (n % 3 === 2) await driver.update(identity, (items) => [...(items ?? []), { n }]);
        else await driver.append(identity, [{ n }]);
      }
      expect(await driver.read(identity)).toEqual(Array.from({ length: 60 }, (_, n) => ({ n })));
      await driver.remove(identity);
      await resetting.stop();
      expect((await s3.keys()).filter((key) => key.includes(identity.key))).toEqual([]);
    });
  });
});
