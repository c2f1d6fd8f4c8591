import { setTimeout as delay } from 'node:timers/promises';
import { startMongo, type TestServer } from '@agentstore/test-servers';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { openByClient, openByUrl } from './opened-driver.ts';

/** In milliseconds: what mongo-java-server stored is on its disk by then. */
const toDiskMs = 1_500;

describeOwnMongo('a server that comes back as it was some time ago', () => {
  let server: TestServer;

  beforeAll(async () => {
    // The one that keeps what it has on its disk.
    server = await startMongo({ kind: 'mongo-java-server', own: true, onDisk: true });
  });
  afterAll(() => server.stop());

  const ways = [
    { way: 'a url', open: openByUrl },
    { way: "the user's client", open: openByClient },
  ];

  describe.each(ways)('reached by $way', ({ open }) => {
    test.each([
      ['and saw nothing of it', async () => {}],
      // Sent again until it is back.
      ['while it appended', async (append: () => Promise<unknown>) => void append().catch(() => {})],
    ])('leaves no gap that makes its lists unreadable, for a driver that knew them %s', async (_, meanwhile) => {
      const { driver, close } = open(server.port, { timeoutMs: 20_000 });
      const identity = freshIdentity();
      for (const n of [1, 2, 3]) await driver.append(identity, [{ n }]);
      await delay(toDiskMs);
      const snapshot = await server.snapshot();
      for (const n of [4, 5, 6]) await driver.append(identity, [{ n }]);
      await server.kill();
      await meanwhile(() => driver.append(identity, [{ n: 7 }]));
      await delay(100);
      await server.restart(snapshot);
      await driver.append(identity, [{ n: 8 }]);
      const stored = (await driver.read(identity))?.map(({ n }) => n).filter((n) => n !== 7);
      expect(stored).toEqual([1, 2, 3, 8]);
      await close();
    });
  });
});
