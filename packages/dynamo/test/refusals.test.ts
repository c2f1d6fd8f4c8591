import { execFileSync } from 'node:child_process';
import { DriverError, type DriverErrorCode, type SessionIdentity, type StorageDriver } from '@agentstore/core';
import { startDynamo } from '@agentstore/test-servers';
import { type AttributeValue, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { headKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { intercepted, refusal } from './intercepted-client.ts';
import { describeDynamo, describeOwnDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { operations } from './operations.ts';

const reads = ['read', 'readLast'];
const changes = ['write', 'append', 'update'];
const all = Object.keys(operations);

async function expectFailure(work: Promise<unknown>, code: DriverErrorCode, advice: RegExp): Promise<void> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DriverError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(advice), cause: expect.anything() });
}

const run = async (name: string, driver: StorageDriver, identity = freshIdentity()) =>
  operations[name]?.(driver, identity);

describeDynamo('a table that refuses', () => {
  const dynamo = new ObservedTable();
  const put = (Item: Record<string, AttributeValue>) =>
    dynamo.observer.send(new PutItemCommand({ TableName: dynamo.table, Item }));

  describe('because of what stands in it', () => {
    const keyOf = (identity: SessionIdentity) => {
      const { pk, sk } = headKey(identity);
      return { pk: { S: pk }, sk: { S: sk } };
    };

    test.each<[string, Record<string, AttributeValue>]>([
      ['nothing of ours', { theirs: { S: 'x' } }],
      ['a generation alone', { g: { S: 'abc' } }],
      ['no JSON', { g: { S: 'abc' }, h: { S: '{"generation' } }],
      ['JSON of something else', { g: { S: 'abc' }, h: { S: '{"generation":"abc"}' } }],
      [
        'another generation',
        { g: { S: 'abc' }, h: { S: '{"generation":"x","isVoid":false,"expires":null,"operations":[]}' } },
      ],
    ])('a record with %s in the place of a head is left as it is', async (_, attributes) => {
      const identity = freshIdentity();
      await put({ ...keyOf(identity), ...attributes });
      for (const name of [...reads, ...changes, 'remove']) {
        await expectFailure(run(name, dynamo.open(), identity), 'corrupt', /damaged/);
      }
      expect(await dynamo.recordsOf(identity)).toEqual([{ ...keyOf(identity), ...attributes }]);
    });

    async function listOfThree(): Promise<{ identity: SessionIdentity; entries: Record<string, AttributeValue>[] }> {
      const identity = freshIdentity();
      for (const n of [1, 2, 3])
        await dynamo.open().append(identity, [{ n, text: 'x'.repeat(n === 2 ? 800_000 : 10) }]);
      return { identity, entries: (await dynamo.recordsOf(identity)).slice(1) };
    }

    const isPart = ({ sk }: Record<string, AttributeValue>) => sk?.S?.includes('!') ?? false;
    const remove = ({ pk, sk }: Record<string, AttributeValue> = {}) =>
      dynamo.observer.send(
        new DeleteItemCommand({ TableName: dynamo.table, Key: { pk, sk } as Record<string, AttributeValue> }),
      );

    test.each<[string, (entries: Record<string, AttributeValue>[]) => Promise<unknown>]>([
      ['an entry is missing', (entries) => remove(entries.filter((each) => !isPart(each))[1])],
      ['a part is missing', (entries) => remove(entries.filter(isPart)[0])],
      ['a part has no text', async (entries) => put((({ t: _, ...rest }) => rest)(entries.filter(isPart)[0] ?? {}))],
      ['an entry is no JSON', (entries) => put({ ...entries.at(-1), t: { S: '{"secret":' } })],
    ])('a list of which %s is no shorter list, and an update leaves it as it is', async (_, damage) => {
      const { identity, entries } = await listOfThree();
      await damage(entries);
      const before = await dynamo.recordsOf(identity);
      for (const name of ['read', 'update']) {
        await expectFailure(run(name, dynamo.open(), identity), 'corrupt', /damaged: mend it, or remove it/);
      }
      expect(await dynamo.recordsOf(identity)).toEqual(before);
      await dynamo.open().remove(identity);
      expect(await dynamo.recordsOf(identity)).toEqual([]);
    });
  });

  describe('because of who asks, or what is asked', () => {
    test.each<[string, RegExp]>([
      ['AccessDeniedException', /may not do that.*dynamodb:GetItem, PutItem, DeleteItem, Query and BatchWriteItem/],
      ['UnrecognizedClientException', /does not know these credentials/],
      ['InvalidSignatureException', /does not know these credentials/],
      ['ExpiredTokenException', /credentials have expired/],
      ['ResourceNotFoundException', /call setup\(\) once/],
    ])('%s is told with what to do, at once', async (name, advice) => {
      let requests = 0;
      const client = intercepted(dynamo.client({ maxAttempts: 1 }), async () => {
        requests += 1;
        throw refusal(name);
      });
      const driver = dynamo.openByClient({}, undefined, client);
      for (const operation of all.filter((each) => each !== 'setup')) {
        requests = 0;
        await expectFailure(run(operation, driver), 'failed', advice);
        expect(requests).toBe(1);
      }
    });
  });

  test('an entry of each length about the longest that a record takes comes back as it was', async () => {
    const driver = dynamo.open({ timeoutMs: 30_000 });
    // The longest keys that there are, beside the longest text.
    const identity = freshIdentity({ agentName: '!'.repeat(512), chatName: '!'.repeat(512) });
    const items = [379_980, 379_989, 379_990, 379_991, 380_000, 409_600].flatMap((bytes) => [
      { text: 'x'.repeat(bytes) },
      { text: '漢'.repeat(bytes / 3) },
      { text: '"'.repeat(bytes / 2) },
    ]);
    for (const item of items) await driver.append(identity, [item]);
    expect(await driver.read(identity)).toEqual(items);
    await driver.update(identity, (stored) => stored);
    expect(await driver.read(identity)).toEqual(items);
  });
});

describeOwnDynamo('a server that is not there', () => {
  test('because nobody listens there, is told', async () => {
    const gone = await startDynamo({ own: true });
    await gone.stop();
    await expectAll(gone.url, /is it running, and are region and endpoint right\?/);
  });

  test('because its name is not known, is told', async () => {
    await expectAll('http://no-such-server.invalid', /name is not known/);
  });

  async function expectAll(endpoint: string, advice: RegExp): Promise<void> {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'someone', AWS_SECRET_ACCESS_KEY: 'secret' });
    const { DynamoDriver } = await import('../src/index.ts');
    const driver = new DynamoDriver({ table: 'agentstore', region: 'us-east-1', endpoint });
    for (const name of all) await expectFailure(run(name, driver), 'failed', advice);
    await driver.close();
  }
});

describe('where AWS’ own settings say nothing', () => {
  const settings = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  };
  const keys = { AWS_ACCESS_KEY_ID: 'someone', AWS_SECRET_ACCESS_KEY: 'secret' };

  test.each<[string, string, object, RegExp]>([
    ['of credentials', `region: 'us-east-1'`, {}, /no credentials were found: set AWS_ACCESS_KEY_ID/],
    ['of a region', `endpoint: 'http://127.0.0.1:1'`, keys, /no region was found: pass region, or set AWS_REGION/],
  ])('%s, the error says what to set', (_, options, environment, advice) => {
    const program = `
      import { DynamoDriver } from '@agentstore/dynamo';
      import { SessionIdentity } from '@agentstore/core';
      const driver = new DynamoDriver({ table: 'agentstore', ${options} });
      await driver.read(new SessionIdentity({ agentName: 'a' })).catch((error) => console.log(error.message));
      await driver.close();
    `;
    const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_REGION'];
    const others = Object.entries(process.env).filter(([name]) => !names.includes(name));
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: __dirname,
      encoding: 'utf8',
      env: { ...Object.fromEntries(others), ...settings, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).toMatch(advice);
  });
});
