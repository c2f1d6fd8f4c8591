import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import type { StorageDriver } from '@agentstore/core';
import { startMongo, type TestServer } from '@agentstore/test-servers';
import { MongoClient } from 'mongodb';
import { MongoClient as MongoClient6 } from 'mongodb-6';
import { MongoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnMongo } from './needs-mongo.ts';
import { operations } from './operations.ts';

/** As it is written in a url, and as it is. */
const [written, secret] = ['p%40ss-w0rd', 'p@ss-w0rd'];

describeOwnMongo('a password', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startMongo({ own: true });
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
    ['for a server that does not know it', (port: number) => `mongodb://agent:${written}@127.0.0.1:${port}`],
    ['for a server that is not there', () => `mongodb://agent:${written}@127.0.0.1:1`],
    ['for a host that is not known', () => `mongodb://agent:${written}@${secret.replace('@', '')}.invalid`],
    ['that is not encoded', (port: number) => `mongodb://agent:${secret}@127.0.0.1:${port}`],
    ['beside an option that there is not', () => `mongodb://agent:${written}@127.0.0.1/?${written}=1`],
    ['in an option', () => `mongodb://127.0.0.1:1/?tls=true&tlsCertificateKeyFilePassword=${written}`],
    ['of a name service', () => `mongodb+srv://agent:${written}@no-such-server.invalid`],
  ])('%s stands in no error', async (_, url) => {
    const driver = new MongoDriver({ url: url(server.port), timeoutMs: 500 });
    expectHidden(await failuresOf(driver));
    await driver.close();
  });

  test.each([
    ['7', MongoClient],
    ['6', MongoClient6],
  ])("of the user's own client of mongodb %s stands in no error", async (_, Client) => {
    const client = new Client(`mongodb://agent:${written}@127.0.0.1:${server.port}`);
    expectHidden(await failuresOf(new MongoDriver({ client, timeoutMs: 1_000 })));
    await client.close();
  });

  test('in a url that is none stands in no error', () => {
    for (const url of [
      `mongodb:/agent:${written}@host`,
      `http://agent:${written}@host`,
      `agent:${written}@host:27017`,
    ]) {
      expect(() => new MongoDriver({ url })).toThrow(/url must be mongodb/);
      expect(() => new MongoDriver({ url })).not.toThrow(written);
    }
  });

  test('and what a user said stand neither in an error nor in what a process prints', () => {
    const program = `
      import { MongoDriver } from '@agentstore/mongo';
      import { SessionIdentity } from '@agentstore/core';
      const url = 'mongodb://agent:${written}@127.0.0.1:${server.port}';
      const driver = new MongoDriver({ url, timeoutMs: 1_000 });
      const identity = new SessionIdentity({ agentName: 'a' });
      await driver.append(identity, [{ text: 'my diagnosis' }]).catch((error) => console.log(error));
      await driver.close();
    `;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: __dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).toContain('mongo: append of u/a.a/c/s failed');
    expectHidden([output]);
    expect(output).not.toContain('my diagnosis');
  });
});
