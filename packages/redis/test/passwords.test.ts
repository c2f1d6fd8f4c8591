import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import type { StorageDriver } from '@agentstore/core';
import { startRedis, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { operations } from './operations.ts';

/** As it is written in a url, and as it is. */
const [written, secret] = ['p%40ss-w0rd', 'p@ss-w0rd'];

describeOwnRedis('a password', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startRedis({ own: true, password: 'another' });
  });
  afterAll(() => server.stop());

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

  function expectHidden(texts: readonly string[]): void {
    for (const text of texts) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(written);
    }
  }

  test.each([
    ['that is wrong', (port: number) => `redis://agent:${written}@127.0.0.1:${port}`],
    ['for a server that is not there', () => `redis://:${written}@127.0.0.1:1`],
    ['for a host that is not known', () => `redis://:${written}@${secret.replace('@', '')}.invalid:6379`],
  ])('%s in the url stands in no error', async (_, url) => {
    const driver = new RedisDriver({ url: url(server.port) });
    expectHidden(await failuresOf(driver));
    await driver.close();
  });

  test("of the user's own client stands in no error", async () => {
    const client = new Redis({ port: server.port, password: secret, retryStrategy: null, maxRetriesPerRequest: 0 });
    client.on('error', () => {});
    expectHidden(await failuresOf(new RedisDriver({ client })));
    client.disconnect();
  });

  test('in a url that is none stands in no error', () => {
    for (const url of [`redis:/:${written}@host`, `http://:${written}@host`, `:${written}@host:6379`]) {
      expect(() => new RedisDriver({ url })).toThrow(/url must be redis/);
      expect(() => new RedisDriver({ url })).not.toThrow(written);
    }
  });

  test('and what a user said stand neither in an error nor in what a process prints', () => {
    const program = `
      import { RedisDriver } from '@agentstore/redis';
      import { SessionIdentity } from '@agentstore/core';
      const driver = new RedisDriver({ url: 'redis://agent:${written}@127.0.0.1:${server.port}' });
      const identity = new SessionIdentity({ agentName: 'a' });
      await driver.append(identity, [{ text: 'my diagnosis' }]).catch((error) => console.log(error));
      await driver.close();
    `;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: __dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).toContain('refuses this user name or password');
    expectHidden([output]);
    expect(output).not.toContain('my diagnosis');
  });
});
