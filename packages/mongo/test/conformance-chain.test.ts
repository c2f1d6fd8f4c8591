import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverOptions } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import '@agentstore/file';
import '../src/index.ts';
import { describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { listingOfMany, testCases } from './test-cases.ts';

describeMongo('a chain of the mongo driver and files', () => {
  const mongo = new ObservedServer();
  const directory = mkdtempSync(join(tmpdir(), 'agentstore-mongo-chain-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  testCases(
    (collection) => ({
      native: ['append', 'update', 'readLast', 'list'],
      sizes: { itemBytes: 600_000, listBytes: 3_000_000 },
      create: ({ ttlSeconds, timeoutMs }: DriverOptions = {}) => {
        const ttl = ttlSeconds !== undefined && { ttlSeconds };
        const url = mongo.server.url;
        return new DriverChain({
          ...(timeoutMs !== undefined && { timeoutMs }),
          drivers: [
            { driver: 'mongo', url, collection: mongo.ownCollection(collection), ...ttl },
            { driver: 'file', directory: join(directory, collection), ...ttl },
          ],
        });
      },
    }),
    listingOfMany,
  );
});
