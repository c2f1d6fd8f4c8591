import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import type { StorageDriver } from '@agentstore/core';
import { S3Driver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import type { HttpProxy } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

const secretAccessKey = 'a/secret+key';
const sessionToken = 'a-session-token';
const credentials = { accessKeyId: 'agentstore', secretAccessKey, sessionToken };

describeS3('a secret', () => {
  const s3 = new ObservedServer();
  let proxy: HttpProxy;
  beforeAll(async () => {
    proxy = await s3.proxy();
  });
  afterEach(() => proxy.reset());

  /** All that can be seen of each operation's failure. */
  async function failuresOf(driver: StorageDriver): Promise<string[]> {
    const failures = await Promise.all(
      Object.values(operations).map((run) =>
        run(driver, freshIdentity()).then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    );
    expect(failures).not.toContain(null);
    return failures.map((error) => inspect(error, { depth: 30, showHidden: true }) + JSON.stringify(error));
  }

  function expectHidden(texts: readonly string[], ...secrets: readonly string[]): void {
    for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
  }

  test('that is wrong stands in no error', async () => {
    const client = s3.client(s3.server.url, { credentials });
    expectHidden(await failuresOf(new S3Driver({ bucket: s3.bucket, client })), secretAccessKey, sessionToken);
    client.destroy();
  });

  test('that a store repeats stands in no error', async () => {
    const client = s3.client(`http://127.0.0.1:${proxy.port}`, { credentials });
    proxy.decide = () => ({ status: 400, code: `Refused ${secretAccessKey} and ${sessionToken}` });
    expectHidden(await failuresOf(new S3Driver({ bucket: s3.bucket, client })), secretAccessKey, sessionToken);
    client.destroy();
  });

  test('for a store that is not there stands in no error', async () => {
    const client = s3.client('http://127.0.0.1:1', { credentials });
    expectHidden(await failuresOf(new S3Driver({ bucket: s3.bucket, client })), secretAccessKey, sessionToken);
    client.destroy();
  });

  test('in an endpoint is refused, and stands in no error', () => {
    for (const endpoint of ['https://user:hidden@host', 'ftp://:hidden@host', ':hidden@host:9000']) {
      expect(() => new S3Driver({ bucket: 'bucket', endpoint })).toThrow(/endpoint must be/);
      expect(() => new S3Driver({ bucket: 'bucket', endpoint })).not.toThrow(/hidden/);
    }
  });

  test('of the environment, and what a user said, stand neither in an error nor in what a process prints', () => {
    const program = `
      import { S3Driver } from '@agentstore/s3';
      import { SessionIdentity } from '@agentstore/core';
      const driver = new S3Driver({ bucket: '${s3.bucket}', endpoint: '${s3.server.url}' });
      const identity = new SessionIdentity({ agentName: 'a' });
      await driver.append(identity, [{ text: 'my diagnosis' }]).catch((error) => console.log(error));
      await driver.close();
    `;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: __dirname,
      encoding: 'utf8',
      env: { ...process.env, AWS_SECRET_ACCESS_KEY: secretAccessKey },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).toContain('refuses the credentials');
    expectHidden([output], secretAccessKey, 'my diagnosis');
  });
});
