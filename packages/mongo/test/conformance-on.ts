import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type MongoKind, runsTestsOf, startProxy } from '@agentstore/test-servers';
import { MongoDriver } from '../src/index.ts';
import { ObservedServer } from './observed-server.ts';
import { listingOfMany, testCases } from './test-cases.ts';

/** Tests that the driver keeps its contract on a kind of server. Skipped where there is none. */
export function describeConformance(kind: MongoKind): void {
  const describeKind = runsTestsOf(kind) ? describe : describe.skip;
  describeKind(`the mongo driver on ${kind}`, () => {
    const mongo = new ObservedServer({ kind });

    testCases(
      (collection) => ({
        native: ['append', 'update', 'readLast', 'list'],
        create: (options) => mongo.open({ ...options, collection: mongo.ownCollection(collection) }),
        startProcess: () => fork(join(__dirname, 'take-part.mjs'), [mongo.server.url, mongo.ownCollection(collection)]),
        leftovers: (identity) => mongo.leftovers(identity, mongo.ownCollection(collection)),
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
      }),
      // An insert of jongodb takes as long as its collection is long.
      kind === 'jongodb' ? listingOfMany : undefined,
    );
  });
}
