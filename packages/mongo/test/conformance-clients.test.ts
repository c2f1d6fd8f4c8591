import { startProxy } from '@agentstore/test-servers';
import { MongoClient } from 'mongodb-6';
import { MongoDriver } from '../src/index.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { listingOfMany, testCases } from './test-cases.ts';

const sizes = { itemBytes: 600_000, listBytes: 3_000_000 };

// Of version 7 is the driver's own client too, which the other suites run on.
describeOwnMongo('the mongo driver on a client of mongodb 6', () => {
  const mongo = new ObservedServer({ own: true });
  const closings: (() => Promise<void>)[] = [];
  let client: MongoClient;

  beforeAll(() => {
    client = new MongoClient(`${mongo.server.url}/mine`);
  });
  afterAll(async () => {
    await Promise.all(closings.map((close) => close()));
    await client.close();
  });

  testCases(
    (collection) => ({
      native: ['append', 'update', 'readLast', 'list'],
      sizes,
      create: (options) => new MongoDriver({ client, database: 'test', collection, ...options }),
      leftovers: (identity) => mongo.leftovers(identity, collection),
      breakable: async () => {
        const proxy = await startProxy(mongo.server.port);
        const own = new MongoClient(`mongodb://127.0.0.1:${proxy.port}`, { serverSelectionTimeoutMS: 800 });
        closings.push(async () => {
          await own.close();
          await proxy.stop();
        });
        return {
          driver: new MongoDriver({ client: own, timeoutMs: 1_000 }),
          break: async () => {
            proxy.refuse();
            proxy.dropConnections();
          },
          mend: async () => proxy.heal(),
        };
      },
    }),
    listingOfMany,
  );
});
