import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createStore, type Item, SessionIdentity, type StorageDriver } from '@agentstore/core';
import { RedisDriver } from '@agentstore/redis';
import { S3Driver } from '@agentstore/s3';
import { type AwsServer, runsTestsOf, startRedis, startS3, type TestServer } from '@agentstore/test-servers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const example = join(__dirname, '..');
const page = readFileSync(join(__dirname, '../../../docs/two-regions.md'), 'utf8');
const bucket = 'bucket-of-tests';
const describeBoth = runsTestsOf('own redis') && runsTestsOf('own s3') ? describe : describe.skip;

/** The blocks of code in the page, of that language. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\b.*\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code = '']) => code,
  );
}

test('the code on the page is the code that runs', () => {
  expect(blocks('ts')).toContain(readFileSync(join(example, 'src/store.ts'), 'utf8'));
});

describeBoth('with two Redis servers and one S3', () => {
  const servers: TestServer[] = [];
  let s3: AwsServer;
  let client: S3Client;
  beforeAll(async () => {
    servers.push(await startRedis({ own: true }), await startRedis({ own: true }));
    s3 = await startS3({ own: true });
    servers.push(s3);
    const { url: endpoint, region, credentials } = s3;
    client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  });
  afterAll(async () => {
    client?.destroy();
    for (const server of servers) await server.stop();
  });

  test('both regions go on while they are cut off, and end alike, as the page shows it', async () => {
    const program = join(example, 'dist/main.js');
    if (!existsSync(program)) throw new Error('build the example first: npm run build');
    const [eu, us] = servers;
    const child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        EU_REDIS_URL: eu?.url,
        US_REDIS_URL: us?.url,
        S3_URL: `${s3.url}/${bucket}`,
        AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ errors, code }).toEqual({ errors: '', code: 0 });
    const [start = ''] = output.match(/^(redis|s3): the server of .*\n/gm)?.slice(-1) ?? [];
    expect(output.slice(output.indexOf(start) + start.length)).toBe(blocks('text')[0]);

    const drivers = [
      new RedisDriver({ url: eu?.url ?? '', keyPrefix: 'two-regions:' }),
      new RedisDriver({ url: us?.url ?? '', keyPrefix: 'two-regions:' }),
      // A client of the test's own: the driver's would look for keys in the environment.
      new S3Driver({ client, bucket, prefix: 'two-regions/' }),
    ];
    const order = ['Where is my order?', 'On its way, by train.', 'May I change the address?', 'It comes on Friday.'];
    for (const driver of drivers) {
      expect(await textsIn(driver, 'order')).toEqual(order);
      expect(await textsIn(driver, 'catalogue')).toEqual([]);
      expect(await textsIn(driver, 'gift')).toEqual(['With a blue ribbon.']);
    }
    for (const chat of ['order', 'gift']) {
      const [first, ...others] = await Promise.all(drivers.map((driver) => revisionsIn(driver, chat)));
      for (const other of others) expect(other).toEqual(first);
    }
    for (const driver of drivers) await driver.close();
  });
});

/** What one driver alone has of a conversation, as any reader takes it. */
async function textsIn(driver: StorageDriver, chatName: string): Promise<unknown[]> {
  const store = createStore({ defaultStorage: driver });
  const messages = await store.history({ agentName: 'support', userId: 'ann', chatName }).get();
  return messages.map(({ content }) => content);
}

async function revisionsIn(driver: StorageDriver, chatName: string): Promise<unknown[]> {
  const identity = new SessionIdentity({ agentName: 'support', userId: 'ann', chatName, scope: 'history' });
  const revisions = ((await driver.read(identity)) ?? []).map(({ _rev }: Item) => _rev);
  // Both regions may have given a driver the same entry at the same time: whoever reads takes it once.
  return [...new Set(revisions)].sort();
}
