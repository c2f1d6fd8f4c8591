import { DriverError, type DriverErrorCode, type StorageDriver } from '@agentstore/core';
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { S3Driver } from '../src/index.ts';
import { headKey } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import type { Asked, HttpProxy, Refusal } from './http-proxy.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

const rights = /s3:ListBucket on the bucket; s3:GetObject, s3:PutObject and s3:DeleteObject on its objects/;
const all = Object.keys(operations);

const slowDown: Refusal = { status: 503, code: 'SlowDown' };
const conflict: Refusal = { status: 409, code: 'ConditionalRequestConflict' };

describeS3('a store that refuses', () => {
  const s3 = new ObservedServer();
  let proxy: HttpProxy;
  beforeAll(async () => {
    proxy = await s3.proxy();
  });
  afterEach(() => proxy.reset());

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

  test.each(all)('because there is no such bucket: %s says to create it, and which rights it needs', async (name) => {
    const driver = new S3Driver({ bucket: 'no-such-bucket-anywhere', endpoint: s3.server.url });
    await expectFailure(run(name, driver), 'failed', /no such bucket: create it, then call setup\(\)/);
    await expectFailure(run(name, driver), 'failed', rights);
    await driver.close();
  });

  test('because its name is none of a bucket', async () => {
    const driver = new S3Driver({ bucket: 'No_Bucket', endpoint: s3.server.url });
    await expectFailure(run('read', driver), 'failed', /not the name of a bucket/);
    await driver.close();
  });

  test.each(all)('because of the credentials: %s says where they come from', async (name) => {
    const { accessKeyId } = s3.server.credentials;
    const client = s3.client(s3.server.url, { credentials: { accessKeyId, secretAccessKey: 'another-secret' } });
    const driver = new S3Driver({ bucket: s3.bucket, client });
    await expectFailure(run(name, driver), 'failed', /refuses the credentials/);
    client.destroy();
  });

  test('because there are no credentials', async () => {
    const missing = Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
    const client = s3.client(s3.server.url, { credentials: () => Promise.reject(missing) });
    const driver = new S3Driver({ bucket: s3.bucket, client });
    await expectFailure(run('append', driver), 'failed', /or there are none: see AWS_ACCESS_KEY_ID/);
    client.destroy();
  });

  const kinds: [what: string, names: readonly string[], isMeant: (asked: Asked) => boolean][] = [
    [
      'reading',
      all.filter((name) => name !== 'list'),
      ({ method, query }) => method === 'GET' && !query.includes('list-type'),
    ],
    ['writing', ['write', 'append', 'update', 'setup'], ({ method }) => method === 'PUT'],
    ['deleting', ['remove', 'setup'], ({ method }) => method === 'DELETE'],
    ['listing', ['write', 'update', 'remove', 'list', 'setup'], ({ query }) => query.includes('list-type')],
  ];
  test.each(kinds)('because this user has no right for %s: the error names the rights', async (_, names, isMeant) => {
    const driver = s3.open({}, proxy.port);
    for (const name of names) {
      const identity = freshIdentity();
      await s3.open().append(identity, [{ n: 1 }]);
      proxy.decide = (asked) => (isMeant(asked) ? { status: 403, code: 'AccessDenied' } : 'pass');
      await expectFailure(run(name, driver, identity), 'failed', /may not do that/);
      await expectFailure(run(name, driver, identity), 'failed', rights);
    }
  });

  describe.each([
    {
      way: 'the driver’s own client',
      open: (timeoutMs?: number) => s3.open({ ...(timeoutMs && { timeoutMs }) }, proxy.port),
    },
    {
      way: 'a client of the user’s',
      open: (timeoutMs?: number) => s3.openByClient({ ...(timeoutMs && { timeoutMs }) }, proxy.port),
    },
  ])('for a moment, by $way,', ({ open }) => {
    test.each([
      ['SlowDown at every second request', slowDown],
      ['ConditionalRequestConflict at every second change', conflict],
      ['InternalError at every second request', { status: 500, code: 'InternalError' }],
    ])('with %s is asked again, and all is done once', async (_, refusal) => {
      const driver = open(30_000);
      const identity = freshIdentity();
      await s3.open().append(identity, [{ n: 0 }]);
      const counts = new Map<string, number>();
      proxy.decide = ({ method }) => {
        if (refusal === conflict && method !== 'PUT') return 'pass';
        const count = (counts.get(method) ?? 0) + 1;
        counts.set(method, count);
        return count % 2 === 1 ? refusal : 'pass';
      };
      await driver.write(identity, [{ n: 1 }]);
      await driver.append(identity, [{ n: 2 }, { text: 'x'.repeat(200_000) }]);
      await driver.update(identity, (items) => [...(items ?? []), { n: 3 }]);
      await driver.append(identity, [{ n: 4 }]);
      const expected = [{ n: 1 }, { n: 2 }, { text: 'x'.repeat(200_000) }, { n: 3 }, { n: 4 }];
      expect(await driver.read(identity)).toEqual(expected);
      expect(await driver.readLast(identity, 2)).toEqual([{ n: 3 }, { n: 4 }]);
      const keys: string[] = [];
      for await (const { key } of driver.list({ userId: String(identity.userId) })) keys.push(key);
      expect(keys).toEqual([identity.key]);
      await driver.remove(identity);
      proxy.reset();
      expect((await s3.keys()).filter((key) => key.includes(identity.key))).toEqual([]);
    });

    test.each([
      ['SlowDown', slowDown, /the store is busy/],
      ['ConditionalRequestConflict', conflict, /others changed the list all the time/],
    ])('with %s until the deadline is a DriverError in time, and nothing is stored', async (_, refusal, advice) => {
      const timeoutMs = 800;
      const driver = open(timeoutMs);
      for (const name of ['write', 'append', 'update']) {
        const identity = freshIdentity();
        proxy.decide = ({ method }) => (method === 'PUT' ? refusal : 'pass');
        const start = performance.now();
        const error = await run(name, driver, identity).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(DriverError);
        // The deadline may come in the middle of a request.
        if ((error as DriverError).code !== 'timeout') expect((error as DriverError).message).toMatch(advice);
        expect(performance.now() - start).toBeLessThan(timeoutMs + 100);
        // Past the proxy, which still refuses: the last request may reach it only now.
        expect(await s3.open().read(identity)).toBeNull();
      }
    });
  });

  describe('because of what lies at the key', () => {
    const key = (identity: Parameters<typeof headKey>[1]) => headKey('agentstore/', identity);
    const textOf = async (identity: Parameters<typeof headKey>[1]) => {
      const { Body } = await s3.observer.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key(identity) }));
      return String(await Body?.transformToString());
    };
    const changes = ['write', 'append', 'update', 'remove'];

    test.each([
      ['a text of somebody else’s', 'theirs'],
      ['JSON of somebody else’s', '{"n":1}\n{"n":2}'],
      ['nothing', ''],
    ])('%s is left as it is, and the error says what to do', async (_, text) => {
      const identity = freshIdentity();
      await s3.put(key(identity), text);
      for (const name of ['read', 'readLast', ...changes]) {
        await expectFailure(run(name, s3.open(), identity), 'corrupt', /choose another prefix/);
      }
      expect(await textOf(identity)).toBe(text);
    });

    test('the list of another identity is left as it is', async () => {
      const [identity, other] = [freshIdentity(), freshIdentity()];
      await s3.open().write(other, [{ n: 1 }]);
      await s3.put(key(identity), await textOf(other));
      for (const name of ['read', ...changes]) {
        await expectFailure(run(name, s3.open(), identity), 'corrupt', /choose another prefix/);
      }
    });

    test.each([
      ['whose end is damaged', (text: string) => `${text}\n{"secret":`, false],
      ['whose beginning is damaged', (text: string) => text.replace('"sealed"', '"seal'), true],
      ['whose beginning lacks something', (text: string) => text.replace('"generation"', '"generatio"'), true],
      ['that ends in its first line', (text: string) => text.slice(0, 40), true],
    ])(
      'a list %s is no list that was cleared, and only a write or a removal replaces it',
      async (_, damage, isHead) => {
        const identity = freshIdentity();
        await s3.open().write(identity, [{ n: 1 }]);
        const damaged = damage(await textOf(identity));
        await s3.put(key(identity), damaged);
        for (const name of ['read', 'readLast', 'update', ...(isHead ? ['append'] : [])]) {
          await expectFailure(run(name, s3.open(), identity), 'corrupt', /damaged: mend it, or remove it/);
        }
        expect(await textOf(identity)).toBe(damaged);
        await s3.open().write(identity, [{ n: 2 }]);
        expect(await s3.open().read(identity)).toEqual([{ n: 2 }]);
        await s3.put(key(identity), damaged);
        await s3.open().remove(identity);
        expect(await s3.open().read(identity)).toBeNull();
        expect((await s3.keys()).filter((name) => name.includes(identity.key))).toEqual([]);
      },
    );

    test.each(['read', 'readLast', 'update'])('a part that is missing or damaged is an error of %s', async (name) => {
      const identity = freshIdentity();
      await s3.open().write(identity, [{ text: 'x'.repeat(200_000) }, { text: 'y'.repeat(1_000_000) }]);
      const parts = (await s3.keys()).filter((each) => each.includes(`parts/${identity.key}/`));
      const [first, last] = [String(parts[0]), String(parts.at(-1))];
      await s3.put(last, '{"secret":');
      await expectFailure(run(name, s3.open(), identity), 'corrupt', /damaged/);
      for (const Key of [first, last]) await s3.observer.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key }));
      await expectFailure(run(name, s3.open(), identity), 'corrupt', /it lacks its part/);
      await s3.open().remove(identity);
      expect((await s3.keys()).filter((each) => each.includes(identity.key))).toEqual([]);
    });
  });

  test('because nobody listens there', async () => {
    const driver = s3.open({}, 1);
    for (const name of all) await expectFailure(run(name, driver), 'failed', /is the endpoint right/);
  });

  test('because its name is not known', async () => {
    const driver = new S3Driver({ bucket: s3.bucket, endpoint: 'http://no-such-store.invalid' });
    for (const name of all) await expectFailure(run(name, driver), 'failed', /name is not known/);
    await driver.close();
  });
});
