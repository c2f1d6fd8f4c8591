import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentStore, createStore, type NamedDriver } from '@agentstore/core';
import '@agentstore/redis';
import '@agentstore/s3';
import { type AwsServer, runsTestsOf, startRedis, startS3, type TestServer } from '@agentstore/test-servers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const program = join(__dirname, '../dist/main.js');
const bucket = 'bucket-of-tests';
const describeBoth = runsTestsOf('own redis') && runsTestsOf('own s3') ? describe : describe.skip;

describeBoth('the first of two regions fails', () => {
  let [redis, s3]: [TestServer | null, AwsServer | null] = [null, null];
  afterEach(async () => {
    await redis?.stop();
    await s3?.stop();
  });

  test('whoever reads has the whole conversation, and what each driver missed is told', async () => {
    if (!existsSync(program)) throw new Error('build the example first: npm run build');
    redis = await startRedis({ own: true });
    s3 = await startS3({ own: true });
    const { url: endpoint, region, credentials } = s3;
    const env = {
      ...process.env,
      REDIS_URL: redis.url,
      S3_URL: `${endpoint}/${bucket}`,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));

    expect(execFileSync(process.execPath, [program], { env, encoding: 'utf8' })).toBe(`\
redis: the server of REDIS_URL
s3: the server of S3_URL
A conversation begins, in both.
Redis is cut off. The conversation goes on, in S3 alone.
  degraded: redis missed an append
  failover: s3 answered a read
  another process reads 4 messages
Redis is back. It has 2 of 4 messages, and this process knows that it missed some:
  it reads 4 messages
The conversation goes on. What Redis has now has a hole, which everybody sees who reads it.
  another process reads 6 messages
The next update of the history, here of nothing, fills it.
  repaired: redis has what it had missed
  Redis alone has 6 of 6 messages
Redis forgets the conversation, as one that is short of memory does.
  another process reads 6 messages
`);
    expect(await counts({ driver: 'redis', url: redis.url, keyPrefix: 'two-regions:' })).toEqual([]);
    // A client of the test's own: the driver's would look for keys in the environment.
    expect(await counts({ driver: 's3', bucket, prefix: 'two-regions/', client })).toEqual([6]);
    client.destroy();
  });
});

/** How many messages each session has there. */
async function counts(driver: NamedDriver): Promise<number[]> {
  const store: AgentStore = createStore({ defaultStorage: driver });
  const found: number[] = [];
  for await (const session of store.sessions()) found.push(await store.history(session).count());
  await store.close();
  return found;
}
