import type { Item, SessionIdentity } from '@agentstore/core';
import { startMongo, startProxy, type TestProxy, type TestServer } from '@agentstore/test-servers';
import { type CommandStartedEvent, MongoClient } from 'mongodb';
import { MongoClient as MongoClient6 } from 'mongodb-6';
import { MongoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';

/** About 300 bytes, as messages of agents are on average. */
const message = { role: 'user', content: 'What an agent says in one turn. '.repeat(8) };

const clients = [
  { version: '7', Client: MongoClient },
  { version: '6', Client: MongoClient6 },
];

describeOwnMongo.each(clients)('what an operation sends, by mongodb $version', ({ Client }) => {
  let server: TestServer;
  let proxy: TestProxy;
  let client: InstanceType<typeof Client>;
  let driver: MongoDriver;
  const commands: CommandStartedEvent['command'][] = [];

  beforeAll(async () => {
    server = await startMongo({ own: true });
    proxy = await startProxy(server.port);
    // One connection, and no other traffic on it while something is counted.
    const options = { monitorCommands: true, maxPoolSize: 1, heartbeatFrequencyMS: 600_000 };
    client = new Client(`mongodb://127.0.0.1:${proxy.port}`, options);
    client.on('commandStarted', ({ command }: { command: CommandStartedEvent['command'] }) => commands.push(command));
    driver = new MongoDriver({ client });
    await driver.append(freshIdentity(), [message]);
  });
  afterAll(async () => {
    await client.close();
    await proxy.stop();
    await server.stop();
  });

  async function costOf(work: () => Promise<unknown>) {
    proxy.resetCounts();
    commands.length = 0;
    await work();
    return { roundTrips: proxy.requests, commands: commands.length, bytes: proxy.bytesToServer };
  }

  /** Known to the driver, of so many messages. */
  async function listOf(count: number): Promise<SessionIdentity> {
    const identity = freshIdentity({ userId: 'a-user-of-ours', chatName: crypto.randomUUID() });
    await driver.write(identity, Array<Item>(count).fill(message));
    return identity;
  }

  test('an append is one round trip: the entry, and behind it, in the same command, the look at the head', async () => {
    const identity = await listOf(10);
    expect(await costOf(() => driver.append(identity, [message, message]))).toMatchObject({
      roundTrips: 1,
      commands: 1,
    });
    expect(commands).toMatchObject([
      {
        update: 'agentstore',
        ordered: true,
        updates: [
          { q: { _id: expect.stringMatching(/^g .* e \w+$/) }, upsert: true },
          { q: { _id: `h ${identity.key}`, generation: expect.any(String) } },
        ],
      },
    ]);
  });

  test('an append sends as much to a list of 10,000 as to one of 10, with a ttl too', async () => {
    for (const each of [driver, new MongoDriver({ client, ttlSeconds: 3_600 })]) {
      const [short, long] = [await listOf(10), await listOf(10_000)];
      for (const identity of [short, long]) await each.append(identity, [message]);
      const atShort = await costOf(() => each.append(short, [message]));
      const atLong = await costOf(() => each.append(long, [message]));
      expect(atLong).toEqual(atShort);
      // Beside the message: names, numbers and ids.
      expect(atShort.bytes).toBeLessThan(JSON.stringify(message).length + 700);
    }
  });

  test.each<[string, number, (identity: SessionIdentity) => Promise<unknown>]>([
    ['read', 2, (identity) => driver.read(identity)],
    ['readLast', 2, (identity) => driver.readLast(identity, 20)],
    ['write', 8, (identity) => driver.write(identity, [message])],
    ['update', 8, (identity) => driver.update(identity, (items) => items?.slice(0, 3) ?? null)],
    ['remove', 8, (identity) => driver.remove(identity)],
  ])('a %s takes %d round trips', async (_, expected, work) => {
    const identity = await listOf(1_000);
    expect((await costOf(() => work(identity))).commands).toBe(expected);
  });

  test.each<[string, number, (another: MongoDriver, identity: SessionIdentity) => Promise<unknown>]>([
    ['an append', 3, (another, identity) => another.append(identity, [message])],
    ['a read', 3, (another, identity) => another.read(identity)],
    ['a readLast', 3, (another, identity) => another.readLast(identity, 20)],
    ['an update', 9, (another, identity) => another.update(identity, (items) => items?.slice(0, 3) ?? null)],
  ])('of a list that a driver has not met, %s takes %d round trips', async (_, expected, work) => {
    const identity = await listOf(1_000);
    expect((await costOf(() => work(new MongoDriver({ client }), identity))).commands).toBe(expected);
  });

  test('the first append of a list takes 4 round trips', async () => {
    expect((await costOf(() => driver.append(freshIdentity(), [message]))).commands).toBe(4);
  });

  test('the last 20 of 10,000 are read without the others', async () => {
    const identity = await listOf(10_000);
    proxy.resetCounts();
    expect(await driver.readLast(identity, 20)).toEqual(Array(20).fill(message));
    expect(proxy.bytesToClient).toBeLessThan(20 * 17_000);
  });

  test('a list that appends made is loaded with at most 1.7 times its bytes, and after a rewrite with 1.1 times', async () => {
    const identity = await listOf(0);
    for (let n = 0; n < 100; n++) await driver.append(identity, [message]);
    const bytes = 100 * JSON.stringify(message).length;
    await costOf(() => driver.read(identity));
    expect(proxy.bytesToClient / bytes).toBeLessThan(1.7);
    await driver.update(identity, (items) => items);
    await costOf(() => driver.read(identity));
    expect(proxy.bytesToClient / bytes).toBeLessThan(1.1);
  });
});
