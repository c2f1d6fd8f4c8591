import dns from 'node:dns';
import { S3Driver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

const domain = 's3.agentstore.test';

describeOwnS3('a store that is addressed by virtual hosts', () => {
  // versitygw knows its name from the environment.
  beforeAll(() => {
    process.env.VGW_VIRTUAL_DOMAIN = domain;
  });
  const s3 = new ObservedServer({ own: true });
  const asked = new Set<string>();

  beforeAll(() => {
    const { lookup } = dns;
    // No name server knows it: all names below it are this machine's.
    jest.spyOn(dns, 'lookup').mockImplementation(((name: string, ...rest: unknown[]) => {
      asked.add(name);
      const isOurs = name.endsWith(domain);
      return (lookup as unknown as (...args: unknown[]) => void)(isOurs ? '127.0.0.1' : name, ...rest);
    }) as never);
  });
  afterAll(() => {
    jest.restoreAllMocks();
    delete process.env.VGW_VIRTUAL_DOMAIN;
  });

  test('is told so, takes every operation, and is asked by the bucket’s name', async () => {
    const endpoint = `http://${domain}:${s3.server.port}`;
    const driver = new S3Driver({ bucket: s3.bucket, endpoint, forcePathStyle: false });
    await driver.setup();
    const identity = freshIdentity({ chatName: 'a b/ü' });
    for (const run of Object.values(operations)) await run(driver, identity);
    await driver.write(identity, [{ n: 1 }, { text: 'x'.repeat(300_000) }]);
    await driver.append(identity, [{ n: 2 }]);
    expect(await driver.read(identity)).toEqual([{ n: 1 }, { text: 'x'.repeat(300_000) }, { n: 2 }]);
    expect((await driver.list({ userId: String(identity.userId) }).next()).value?.key).toBe(identity.key);
    expect([...asked]).toContain(`${s3.bucket}.${domain}`);
    await driver.close();
  });

  test('is addressed by paths where nothing is said', async () => {
    asked.clear();
    const driver = new S3Driver({ bucket: s3.bucket, endpoint: `http://${domain}:${s3.server.port}` });
    const identity = freshIdentity();
    await driver.append(identity, [{ n: 1 }]);
    expect(await driver.read(identity)).toEqual([{ n: 1 }]);
    expect([...asked]).toEqual([domain]);
    await driver.close();
  });
});
