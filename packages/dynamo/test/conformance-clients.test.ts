import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConformanceOptions } from '@agentstore/conformance';
import type { StorageDriver } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { FileDriver } from '@agentstore/file';
import { startProxy } from '@agentstore/test-servers';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { testCases } from './test-cases.ts';

describeDynamo('the dynamo driver on a client of the user’s', () => {
  const dynamo = new ObservedTable();

  const options: ConformanceOptions = {
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => dynamo.openByClient(options),
    leftovers: (identity) => dynamo.namesOf(identity),
    breakable: async () => {
      const proxy = await startProxy(dynamo.server.port);
      return {
        driver: dynamo.openByClient({}, proxy.port),
        break: async () => {
          proxy.refuse();
          proxy.dropConnections();
        },
        mend: async () => proxy.heal(),
      };
    },
  };

  // Values, sizes and expiry are the same on any client: the driver's own one has gone through all of them.
  testCases(options, ({ guarantee }) => !['G6', 'G7', 'G8'].includes(guarantee));
});

describeDynamo('a chain of the dynamo and the file driver', () => {
  const dynamo = new ObservedTable();
  const directory = mkdtempSync(join(tmpdir(), 'agentstore-dynamo-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    sizes: { itemBytes: 600_000, listBytes: 3_000_000 },
    create: (options): StorageDriver =>
      new DriverChain({ drivers: [dynamo.open(options), new FileDriver({ directory, ...options })], ...options }),
    // No leftovers: a chain of several leaves a tombstone where it removed a list, for ten minutes.
  });
});
