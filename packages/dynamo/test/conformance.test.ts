import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startProxy } from '@agentstore/test-servers';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { testCases } from './test-cases.ts';

describeDynamo('the dynamo driver', () => {
  const dynamo = new ObservedTable();

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => dynamo.open(options),
    startProcess: () =>
      fork(join(__dirname, 'take-part.mjs'), [dynamo.endpoint(), dynamo.server.region, dynamo.table], {
        env: { ...process.env },
      }),
    leftovers: (identity) => dynamo.namesOf(identity),
    breakable: async () => {
      const proxy = await startProxy(dynamo.server.port);
      return {
        driver: dynamo.open({}, proxy.port),
        break: async () => {
          proxy.refuse();
          proxy.dropConnections();
        },
        mend: async () => proxy.heal(),
      };
    },
  });
});
