import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startProxy } from '@agentstore/test-servers';
import { MongoDriver } from '../src/index.ts';
import { describeEachMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { testCases } from './test-cases.ts';

describeEachMongo('the mongo driver', (kind) => {
  const mongo = new ObservedServer(kind);

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => mongo.open(options),
    createBig: (options) => mongo.open({ ...options, collection: `big ${crypto.randomUUID()}` }),
    startProcess: () => fork(join(__dirname, 'take-part.mjs'), [mongo.server.url]),
    leftovers: (identity) => mongo.leftovers(identity),
    breakable: async () => {
      const proxy = await startProxy(mongo.server.port);
      return {
        driver: new MongoDriver({ url: `mongodb://127.0.0.1:${proxy.port}`, timeoutMs: 1_000 }),
        break: async () => {
          proxy.refuse();
          proxy.dropConnections();
        },
        mend: async () => proxy.heal(),
      };
    },
  });
});
