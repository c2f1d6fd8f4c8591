import type { NamedDriver } from '@agentstore/core';
import {
  type AwsServer,
  startDynamo,
  startMongo,
  startRedis,
  startS3,
  type TestServer,
} from '@agentstore/test-servers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

/** A server for examples, as somebody gives it: by a URL, and by keys of the environment. */
export interface ExampleServer {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  /** What must never be shown. */
  readonly secret: string | null;
  /** The driver in whose place an example stores, as its documentation says. */
  driver(place: string): NamedDriver;
  stop(): Promise<void>;
}

export const exampleServers = {
  async redis() {
    const server = await startRedis({ own: true, password: 'a secret' });
    return given(server, server.url, (place) => ({ driver: 'redis', url: server.url, keyPrefix: `${place}:` }));
  },
  async mongo() {
    const server = await startMongo({ own: true });
    return given(server, server.url, (place) => ({ driver: 'mongo', url: server.url, collection: place }));
  },
  async dynamo() {
    const server = await startDynamo({ own: true });
    const { url: endpoint, region } = server;
    return given(server, endpoint, (place) => ({ driver: 'dynamo', endpoint, region, table: place }));
  },
  async s3() {
    const server = await startS3({ own: true });
    const { url: endpoint, region, credentials } = server;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: 'bucket-of-tests' }));
    client.destroy();
    return given(server, `${endpoint}/bucket-of-tests`, (place) => {
      return { driver: 's3', endpoint, region, bucket: 'bucket-of-tests', prefix: `${place}/` };
    });
  },
} satisfies { readonly [name: string]: () => Promise<ExampleServer> };

function given(server: TestServer | AwsServer, url: string, driver: ExampleServer['driver']): ExampleServer {
  const { accessKeyId = '', secretAccessKey = '' } = 'credentials' in server ? server.credentials : {};
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const secret = secretAccessKey || new URL(url).password || null;
  return { url, env, secret, driver, stop: () => server.stop() };
}
