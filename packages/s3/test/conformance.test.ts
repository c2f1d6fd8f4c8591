import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startProxy } from '@agentstore/test-servers';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { testCases } from './test-cases.ts';

/** What many do at once takes its time on a busy machine, and is not about that. */
const patient = { timeoutMs: 30_000 };

describeS3('the s3 driver', () => {
  const s3 = new ObservedServer();

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => s3.open({ ...patient, ...options }),
    startProcess: () => fork(join(__dirname, 'take-part.mjs'), [s3.server.url, s3.bucket], { env: { ...process.env } }),
    // All that has anything of the identity in its name.
    leftovers: async ({ key }) => (await s3.keys()).filter((name) => name.includes(key)),
    breakable: async () => {
      const proxy = await startProxy(s3.server.port);
      return {
        driver: s3.open({}, proxy.port),
        break: async () => {
          proxy.refuse();
          proxy.dropConnections();
        },
        mend: async () => proxy.heal(),
      };
    },
  });
});
