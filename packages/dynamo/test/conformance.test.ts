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
    // All that has anything of the identity in its key or in its attributes.
    leftovers: async ({ key }) => {
      const records = await dynamo.records();
      return records.filter((record) => JSON.stringify(record).includes(key)).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
    },
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
