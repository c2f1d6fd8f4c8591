import type { ConformanceOptions } from '@agentstore/conformance';
import { startProxy } from '@agentstore/test-servers';
import type { S3Client } from '@aws-sdk/client-s3';
import { S3Driver } from '../src/index.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { testCases } from './test-cases.ts';

describeS3('the s3 driver on a client of the user’s', () => {
  const s3 = new ObservedServer();
  let client: S3Client;
  beforeAll(() => {
    client = s3.client();
  });
  afterAll(() => client.destroy());

  const options: ConformanceOptions = {
    native: ['append', 'update', 'readLast', 'list'],
    create: (options) => new S3Driver({ bucket: s3.bucket, client, prefix: 'mine/', timeoutMs: 30_000, ...options }),
    leftovers: async ({ key }) => (await s3.keys()).filter((name) => name.includes(key)),
    breakable: async () => {
      const proxy = await startProxy(s3.server.port);
      return {
        driver: s3.openByClient({}, proxy.port),
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
