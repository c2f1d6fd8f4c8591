import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { S3Driver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type HttpProxy, putsHead } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

describeS3('a client of the user’s', () => {
  const s3 = new ObservedServer();
  let proxy: HttpProxy;
  beforeAll(async () => {
    proxy = await s3.proxy();
  });
  afterEach(() => proxy.reset());

  /** What can be seen of a client from outside. */
  function stateOf({ config, middlewareStack }: S3Client): unknown[] {
    // How far the store's clock is ahead, the client measures by itself with each reply.
    const { systemClockOffset: _measured, ...settings } = config;
    return [...Object.entries(settings).flat(), ...middlewareStack.identify()];
  }

  test('is neither closed nor changed', async () => {
    const client = s3.client();
    // The client itself puts off some of its configuration until then.
    await client.send(new ListObjectsV2Command({ Bucket: s3.bucket }));
    const before = stateOf(client);
    let isDestroyed = false;
    const { destroy } = client;
    client.destroy = () => {
      isDestroyed = true;
    };
    const [first, second] = [
      new S3Driver({ bucket: s3.bucket, client }),
      new S3Driver({ bucket: s3.bucket, client, prefix: 'second/' }),
    ];
    for (const driver of [first, second])
      for (const run of Object.values(operations)) await run(driver, freshIdentity());
    await first.close();
    await second.append(freshIdentity(), [{ n: 1 }]);
    await second.close();
    await second.close();

    expect(isDestroyed).toBe(false);
    const after = stateOf(client);
    expect(after.length).toBe(before.length);
    expect(after.filter((part, at) => part !== before[at])).toEqual([]);
    client.destroy = destroy;
    client.destroy();
  });

  test('that tries again by itself sends each request of the driver once, and the driver tries again', async () => {
    const client = s3.client(`http://127.0.0.1:${proxy.port}`, { maxAttempts: 10 });
    const driver = new S3Driver({ bucket: s3.bucket, client });
    const identity = freshIdentity();
    await driver.append(identity, [{ n: 1 }]);
    let lost = 0;
    proxy.decide = (asked) => {
      if (!putsHead(asked) || lost === 3) return 'pass';
      lost += 1;
      return { lost: 'reply' };
    };
    await driver.append(identity, [{ n: 2 }]);
    expect(lost).toBe(1);
    expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
    client.destroy();
  });

  test('that does not try again is tried again by the driver', async () => {
    const client = s3.client(`http://127.0.0.1:${proxy.port}`, { maxAttempts: 1 });
    const driver = new S3Driver({ bucket: s3.bucket, client });
    const identity = freshIdentity();
    await driver.append(identity, [{ n: 1 }]);
    let refusals = 0;
    proxy.decide = () => {
      refusals += 1;
      return refusals < 4 ? { status: 503, code: 'SlowDown' } : 'pass';
    };
    await driver.append(identity, [{ n: 2 }]);
    expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
    client.destroy();
  });

  test('may check and ask for all the checksums that there are', async () => {
    const client = s3.client(s3.server.url, {
      requestChecksumCalculation: 'WHEN_SUPPORTED',
      responseChecksumValidation: 'WHEN_SUPPORTED',
    });
    const driver = new S3Driver({ bucket: s3.bucket, client });
    const identity = freshIdentity();
    await driver.write(identity, [{ text: 'é'.repeat(300_000) }]);
    await driver.append(identity, [{ n: 1 }]);
    expect(await driver.read(identity)).toEqual([{ text: 'é'.repeat(300_000) }, { n: 1 }]);
    expect(await driver.readLast(identity, 1)).toEqual([{ n: 1 }]);
    await driver.remove(identity);
    client.destroy();
  });

  test('is told how the store is to encrypt what it keeps, with each object', async () => {
    const client = s3.client();
    const told = new Set<string>();
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const { ServerSideEncryption, SSEKMSKeyId } = args.input as { [name: string]: unknown };
          if (commandName === 'PutObjectCommand') told.add(`${ServerSideEncryption} ${SSEKMSKeyId}`);
          // The store of the tests has no keys to encrypt with.
          for (const name of ['ServerSideEncryption', 'SSEKMSKeyId'])
            delete (args.input as { [name: string]: unknown })[name];
          return next(args);
        },
      { step: 'initialize' },
    );
    const options = { serverSideEncryption: 'aws:kms', sseKmsKeyId: 'my-key' };
    const driver = new S3Driver({ bucket: s3.bucket, client, ...options });
    const identity = freshIdentity();
    await driver.write(identity, [{ text: 'x'.repeat(300_000) }]);
    await driver.append(identity, [{ n: 1 }]);
    expect([...told]).toEqual(['aws:kms my-key']);
    client.destroy();
  });
});
