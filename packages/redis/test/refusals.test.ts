import { DriverError, type DriverErrorCode, type StorageDriver } from '@agentstore/core';
import { startRedis, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver, type RedisOptions } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeOwnRedis } from './needs-redis.ts';
import { operations } from './operations.ts';
import { until } from './until.ts';

describeOwnRedis('a server that refuses', () => {
  let server: TestServer;
  let admin: Redis;
  const opened: RedisDriver[] = [];

  function open(url = server.url, options: RedisOptions = {}): RedisDriver {
    const driver = new RedisDriver({ url, ...options });
    opened.push(driver);
    return driver;
  }

  beforeAll(async () => {
    server = await startRedis({ own: true });
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    await Promise.all(opened.map((driver) => driver.close()));
    admin.disconnect();
    await server.stop();
  });

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

  /** Each operation on a list of its own, of which there is none before and after. */
  async function expectFailures(
    driver: StorageDriver,
    names: readonly string[],
    code: DriverErrorCode,
    advice: RegExp,
  ): Promise<void> {
    for (const name of names) {
      const identity = freshIdentity();
      await expectFailure(run(name, driver, identity), code, advice);
      expect(await open().read(identity)).toBeNull();
    }
  }

  const changes = ['write', 'append', 'update'];
  const all = Object.keys(operations);

  describe('because of what stands at the key', () => {
    const values: [what: string, put: (key: string) => Promise<unknown>][] = [
      ['a value of another type', (key) => admin.rpush(key, 'theirs')],
      ['a text of somebody else’s', (key) => admin.set(key, 'theirs')],
      ['JSON of somebody else’s', (key) => admin.set(key, '[{"n":1},\n{"n":2}]')],
      ['bytes of somebody else’s', (key) => admin.set(key, Buffer.from([0xff, 0xfe, 0]))],
    ];
    test.each(values)('%s is left as it is, and the error says what to do', async (_, put) => {
      const driver = open();
      const identity = freshIdentity({ chatName: 'c' });
      const key = `agentstore:{u.${identity.userId}}/a.test/c.c/s.history`;
      await put(key);
      const before = await admin.dump(key);
      for (const name of ['read', 'readLast', ...changes, 'remove']) {
        await expectFailure(run(name, driver, identity), 'corrupt', /choose another keyPrefix/);
      }
      expect(await admin.dump(key)).toEqual(before);
    });

    test('a list that is damaged is no list that was cleared, and an update leaves it as it is', async () => {
      const driver = open();
      const identity = freshIdentity({ chatName: 'c' });
      const key = `agentstore:{u.${identity.userId}}/a.test/c.c/s.history`;
      await driver.write(identity, [{ n: 1 }]);
      await admin.append(key, ',\n{"secret":');
      for (const name of ['read', 'readLast', 'update']) {
        await expectFailure(run(name, driver, identity), 'corrupt', /damaged: mend it/);
      }
      expect(await admin.get(key)).toMatch(/\{"secret":$/);
      await driver.remove(identity);
      expect(await driver.read(identity)).toBeNull();
    });
  });

  describe('because of who asks', () => {
    let guarded: TestServer;
    beforeAll(async () => {
      guarded = await startRedis({ own: true, password: 'right' });
      const root = new Redis(guarded.url);
      await root.call('ACL', 'SETUSER', 'reader', 'on', '>reads', '~agentstore:*', '+get', '+getrange');
      await root.call(
        'ACL',
        'SETUSER',
        'scripts',
        'on',
        '>runs',
        '~agentstore:*',
        '+evalsha',
        '+eval',
        '+get',
        '+getrange',
      );
      await root.call('ACL', 'SETUSER', 'elsewhere', 'on', '>writes', '~other:*', '+@all');
      root.disconnect();
    });
    afterAll(() => guarded.stop());

    const at = (login: string) => `redis://${login}127.0.0.1:${guarded.port}`;

    test('a url without the password that the server wants is told to have one', async () => {
      for (const name of all) {
        await expectFailure(run(name, open(at(''))), 'failed', /wants a password.*url/);
      }
    });

    test('a wrong password, and an unknown user, are told to be wrong', async () => {
      for (const login of [':wrong@', 'nobody:right@']) {
        for (const name of all) {
          await expectFailure(run(name, open(at(login))), 'failed', /refuses this user name or password/);
        }
      }
    });

    test('a user that lacks rights is told which ones are needed', async () => {
      const driver = open(at('reader:reads@'));
      expect(await driver.read(freshIdentity())).toBeNull();
      for (const name of [...changes, 'remove', 'list', 'setup']) {
        await expectFailure(run(name, driver), 'failed', /ACL SETUSER .*\+evalsha/);
      }
      for (const name of changes) {
        await expectFailure(run(name, open(at('scripts:runs@'))), 'failed', /ACL SETUSER .*\+append/);
      }
      for (const name of all.filter((name) => name !== 'list')) {
        await expectFailure(run(name, open(at('elsewhere:writes@'))), 'failed', /ACL SETUSER/);
      }
    });

    test('a user with the rights that the README names can do everything', async () => {
      const root = new Redis(guarded.url);
      const rights =
        '+eval +evalsha +get +getrange +strlen +set +setrange +append +pexpire +persist +pttl +unlink +scan +exists +zadd +zrem +zrangebylex';
      await root.call('ACL', 'SETUSER', 'agents', 'on', '>secret', '~agentstore:*', ...rights.split(' '));
      root.disconnect();
      const driver = open(at('agents:secret@'));
      for (const name of all) await run(name, driver);
    });
  });

  test('because its memory is full: changes reject, and lists can still be read and removed', async () => {
    const driver = open();
    const identity = freshIdentity();
    await driver.write(identity, [{ n: 1 }]);
    await admin.config('SET', 'maxmemory', '1');
    try {
      for (const name of changes) {
        await expectFailure(run(name, driver, identity), 'failed', /maxmemory: raise it/);
      }
      expect(await driver.read(identity)).toEqual([{ n: 1 }]);
      await driver.remove(identity);
      expect(await driver.read(identity)).toBeNull();
    } finally {
      await admin.config('SET', 'maxmemory', '0');
    }
  });

  test('because it is a replica, until the address leads to the primary again', async () => {
    const driver = open();
    await driver.setup();
    await admin.replicaof('127.0.0.1', '1');
    try {
      await expectFailures(driver, changes, 'failed', /is a replica: connect to the primary/);
    } finally {
      await admin.replicaof('NO', 'ONE');
    }
    await driver.append(freshIdentity(), [{ n: 1 }]);
  });

  test('because it lacks the replicas that it is to have', async () => {
    await admin.config('SET', 'min-replicas-to-write', '1');
    try {
      await expectFailures(open(), changes, 'failed', /lacks its replicas/);
    } finally {
      await admin.config('SET', 'min-replicas-to-write', '0');
    }
  });

  test('because somebody’s script holds it up', async () => {
    await admin.config('SET', 'busy-reply-threshold', '1');
    const busy = new Redis(server.url);
    const driver = open();
    await driver.setup();
    const ended = busy.eval('while true do end', 0).catch(() => {});
    await until(async () => /BUSY/.test(String(await admin.ping().catch((error) => error))));
    try {
      for (const name of all) {
        await expectFailure(run(name, driver), 'failed', /SCRIPT KILL/);
      }
    } finally {
      await admin.script('KILL');
    }
    await ended;
    busy.disconnect();
    await driver.append(freshIdentity(), [{ n: 1 }]);
  });

  test('because a list would be bigger than a string may be', async () => {
    await admin.config('SET', 'proto-max-bulk-len', '1mb');
    const driver = open();
    const identity = freshIdentity();
    const half = { text: 'x'.repeat(600_000) };
    await driver.write(identity, [half]);
    try {
      await expectFailure(driver.append(identity, [half]), 'failed', /512 MB.*begin another chat/);
      expect(await driver.read(identity)).toEqual([half]);
      // Such a command is no command for the server, which hangs up: its answer may be lost by that.
      await expectFailure(driver.write(identity, [half, half]), 'failed', /512 MB|connection was lost/);
      expect(await open().read(identity)).toEqual([half]);
    } finally {
      await admin.config('SET', 'proto-max-bulk-len', '512mb');
    }
  });

  test('because it has no such database, and nothing is stored in another one', async () => {
    await expectFailures(open(`${server.url}/99`), all, 'failed', /DB index/);
  });

  test('because nobody listens there', async () => {
    const gone = await startRedis({ own: true });
    await gone.stop();
    await expectFailures(open(gone.url), all, 'failed', /is it running/);
  });

  test('because its name is not known', async () => {
    await expectFailures(open('redis://no-such-server.invalid'), all, 'failed', /name is not known/);
  });
});
