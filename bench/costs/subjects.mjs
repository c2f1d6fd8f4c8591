import { DynamoDriver } from '@agentstore/dynamo';
import { MongoDriver } from '@agentstore/mongo';
import { RedisDriver } from '@agentstore/redis';
import { S3Driver } from '@agentstore/s3';
import { startDynamo, startMongo, startRedis, startS3 } from '@agentstore/test-servers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { countedUnits, noUnits } from './units.mjs';

/**
 * @typedef {object} Subject
 * @property {string} name of the driver
 * @property {() => Promise<import('@agentstore/test-servers').TestServer>} start
 * @property {(port: number, server: object) => Promise<{ driver: import('@agentstore/core').StorageDriver, units: object }>} connect
 *   by a proxy's port
 */

const timeoutMs = 60_000;

/** Those that speak with a server. @type {readonly Subject[]} */
export const subjects = [
  {
    name: 'redis',
    start: () => startRedis({ own: true }),
    connect: async (port) => ({
      driver: new RedisDriver({ url: `redis://127.0.0.1:${port}`, timeoutMs }),
      units: noUnits,
    }),
  },
  {
    name: 'mongo',
    start: () => startMongo({ own: true }),
    connect: async (port) => ({
      driver: new MongoDriver({ url: `mongodb://127.0.0.1:${port}`, timeoutMs }),
      units: noUnits,
    }),
  },
  {
    name: 'dynamo',
    start: () => startDynamo({ own: true }),
    connect: async (port, { region, credentials }) => {
      const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials });
      return { driver: new DynamoDriver({ client, table: 'costs', timeoutMs }), units: countedUnits(client) };
    },
  },
  {
    name: 's3',
    start: () => startS3({ own: true }),
    connect: async (port, { region, credentials }) => {
      const endpoint = `http://127.0.0.1:${port}`;
      const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
      await client.send(new CreateBucketCommand({ Bucket: 'costs' }));
      return { driver: new S3Driver({ client, bucket: 'costs', timeoutMs }), units: noUnits };
    },
  },
];
