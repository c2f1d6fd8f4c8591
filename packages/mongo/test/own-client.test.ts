import { startMongo, type TestServer } from '@agentstore/test-servers';
import { MongoClient } from 'mongodb';
import { MongoClient as MongoClient6 } from 'mongodb-6';
import { MongoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { operations } from './operations.ts';

const clients = [
  { version: '7', Client: MongoClient },
  { version: '6', Client: MongoClient6 },
];

describeOwnMongo.each(clients)('a client of the user’s, of mongodb $version,', ({ Client }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startMongo({ own: true });
  });
  afterAll(() => server.stop());

  /** How many of each event's listeners there are. */
  function listenersOf(client: NodeJS.EventEmitter): [event: string, count: number][] {
    return client.eventNames().map((event) => [String(event), client.listenerCount(event)]);
  }

  test('is neither closed nor changed, and no listener is left on it', async () => {
    const client = await new Client(server.url).connect();
    const options = { ...client.options };
    const listeners = listenersOf(client);
    const [first, second] = [new MongoDriver({ client }), new MongoDriver({ client, collection: 'second' })];
    for (const driver of [first, second]) {
      for (const run of Object.values(operations)) await run(driver, freshIdentity());
    }
    await first.close();
    await second.append(freshIdentity(), [{ n: 1 }]);
    await second.close();
    await second.close();

    expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect({ ...client.options }).toEqual(options);
    expect(listenersOf(client)).toEqual(listeners);
    await client.close();
  });

  test('that is not connected is connected by the driver’s first use', async () => {
    const client = new Client(server.url);
    const driver = new MongoDriver({ client });
    await driver.append(freshIdentity(), [{ n: 1 }]);
    await driver.close();
    await client.close();
  });

  test('names the database, unless the driver’s options do', async () => {
    const client = new Client(`${server.url}/theirs`);
    const identity = freshIdentity();
    await new MongoDriver({ client }).append(identity, [{ n: 1 }]);
    await new MongoDriver({ client, database: 'mine', collection: 'lists' }).append(identity, [{ n: 1 }, { n: 2 }]);
    expect(await client.db('theirs').collection('agentstore').countDocuments()).toBe(2);
    expect(await client.db('mine').collection('lists').countDocuments()).toBe(2);
    await client.close();
  });

  test.each([
    ['w: 0', { w: 0 }],
    ['reads from secondaries', { readPreference: 'secondaryPreferred', readConcern: { level: 'available' } }],
    ['promoteValues: false', { promoteValues: false }],
    ['promoteLongs: false', { promoteLongs: false }],
    ['useBigInt64', { useBigInt64: true }],
    ['raw', { raw: true }],
    ['retryWrites: false', { retryWrites: false, retryReads: false }],
    ['a small pool', { maxPoolSize: 1 }],
    ['compression', { compressors: ['zlib'] }],
  ] as const)('may have %s', async (_, options) => {
    const client = new Client(server.url, options as object);
    const driver = new MongoDriver({ client });
    const identity = freshIdentity();
    await driver.setup();
    await Promise.all([driver.append(identity, [{ n: 1 }]), driver.append(identity, [{ n: 2 }])]);
    await driver.update(identity, (items) => [...(items ?? []), { n: 3 }]);
    await driver.append(identity, [{ n: 4 }]);
    expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    expect(await driver.readLast(identity, 1)).toEqual([{ n: 4 }]);
    expect((await driver.list({ userId: String(identity.userId) }).next()).value?.key).toBe(identity.key);
    await driver.remove(identity);
    expect(await driver.read(identity)).toBeNull();
    await client.close();
  });

  test('is told to write and to read what a majority has, from the primary, with each request', async () => {
    const client = new Client(server.url, { monitorCommands: true, w: 1, readPreference: 'nearest' });
    const sent: { readonly [field: string]: unknown }[] = [];
    client.on('commandStarted', ({ command }) => sent.push(command));
    const driver = new MongoDriver({ client });
    const runs = [...Object.values(operations), ...Object.values(operations)];
    for (const run of runs) await run(driver, freshIdentity());
    const writes = sent.filter((command) => command.update || command.insert || command.delete);
    const reads = sent.filter((command) => command.find);
    expect(writes.length).toBeGreaterThan(10);
    expect(reads.length).toBeGreaterThan(10);
    for (const command of writes) expect(command.writeConcern).toEqual({ w: 'majority' });
    for (const command of reads) expect(command.readConcern).toEqual({ level: 'majority' });
    for (const command of reads) expect(command.$readPreference ?? { mode: 'primary' }).toEqual({ mode: 'primary' });
    await client.close();
  });

  test('that was closed is a DriverError, and stays closed', async () => {
    const client = new Client(server.url);
    const driver = new MongoDriver({ client });
    await driver.append(freshIdentity(), [{ n: 1 }]);
    await client.close();
    await expect(driver.append(freshIdentity(), [{ n: 1 }])).rejects.toThrow(/connection was closed/);
  });
});
