import {
  ConfigError,
  createStore,
  type DriverConfigs,
  MemoryDriver,
  type RemovalFilter,
  registerDriver,
  type SessionIdentity,
} from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note } from '../storage/notes.ts';

declare module '@agentstore/core' {
  interface DriverConfigs {
    'store-test': { readonly size?: number; readonly timeoutMs?: number; readonly client?: unknown };
  }
}

let made: { driver: FaultyDriver; config: DriverConfigs['store-test'] }[] = [];

beforeEach(() => {
  made = [];
  registerDriver('store-test', {
    make(config) {
      const driver = new FaultyDriver();
      made.push({ driver, config });
      return driver;
    },
  });
});

const session = { agentName: 'a', userId: 'ann', chatName: 'x' };

async function keysIn(list: AsyncIterable<SessionIdentity>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of list) keys.push(key);
  return keys;
}

test('without a configuration a store keeps everything in memory, in one driver', async () => {
  const store = createStore();
  await store.history(session).add({ role: 'user', content: 'hi' });
  expect(await store.history(session).get()).toEqual([{ role: 'user', content: 'hi' }]);
});

test('a driver is made when it is first needed, and once', () => {
  const store = createStore({ defaultStorage: 'store-test' });
  expect(made).toHaveLength(0);
  expect(store.history(session).driver).toBe(store.history({ agentName: 'b' }).driver);
  expect(made).toHaveLength(1);
});

test('each history is a new one', () => {
  const store = createStore();
  expect(store.history(session)).not.toBe(store.history(session));
});

test('equal specifications are one driver, in whatever order their options stand', async () => {
  const store = createStore({
    defaultStorage: { driver: 'store-test', size: 1, timeoutMs: 5 },
    defaultHistoryStorage: { driver: 'store-test', timeoutMs: 5, size: 1 },
    defaultUsageStorage: 'store-test',
    providers: { openai: { history: { driver: 'store-test', size: 2 }, storage: { driver: 'store-test' } } },
    drivers: { 'store-test': { size: 1 } },
  });
  store.history(session);
  await keysIn(store.sessions());
  expect(made.map(({ config }) => config)).toEqual([{ size: 1, timeoutMs: 5 }, { size: 1 }, { size: 2 }]);
});

test.each<[string, () => unknown]>([
  ['objects', () => ({ send() {} })],
  ['functions', () => () => 'credentials'],
])('options that hold different %s are different drivers', async (_, client) => {
  const store = createStore({
    defaultStorage: { driver: 'store-test', client: client() },
    defaultHistoryStorage: { driver: 'store-test', client: client() },
  });
  await keysIn(store.sessions());
  expect(made).toHaveLength(2);
});

test('what a provider leaves undefined is left out', async () => {
  const providers = { openai: { history: undefined }, other: undefined } as unknown as Record<string, object>;
  const store = createStore({ defaultStorage: 'store-test', providers });
  await store.context(session, { provider: 'openai' }).storage(Notes).add(note('a'));
  expect(await keysIn(store.sessions())).toHaveLength(1);
  expect(made).toHaveLength(1);
});

test("a chain's drivers are the store's: one that also stands alone is the same", async () => {
  const store = createStore({
    defaultStorage: 'store-test',
    defaultHistoryStorage: ['memory', { driver: 'store-test', id: 'durable' }],
  });
  await store.history(session).add({ role: 'user', content: 'hi' });
  await keysIn(store.sessions());
  expect(made).toHaveLength(1);
  expect(await made[0]?.driver.read(store.history(session).identity)).toHaveLength(1);
});

test('a store closes what it made, each once, and no instance that it was given', async () => {
  const given = new FaultyDriver();
  const store = createStore({
    defaultStorage: ['store-test', { driver: given, id: 'given' }],
    defaultHistoryStorage: {
      driver: 'chain',
      drivers: [{ driver: 'store-test', id: 'a' }, { driver: 'store-test', id: 'b', size: 2 }, given],
    },
    defaultUsageStorage: given,
  });
  await store.history(session).add({ role: 'user' });
  await keysIn(store.sessions());
  await store.flush();
  await store.close();
  expect(made.map(({ driver }) => driver.closed)).toEqual([1, 1]);
  expect(given.closed).toBe(0);
});

test('a driver that fails to close keeps no other open', async () => {
  const store = createStore({ defaultStorage: 'store-test', defaultHistoryStorage: { driver: 'store-test', size: 2 } });
  await keysIn(store.sessions());
  made[0]?.driver.failNext('close', 'refuse');
  await expect(store.close()).rejects.toThrow('network');
  expect(made.map(({ driver }) => driver.closed)).toEqual([1, 1]);
});

test('a store is closed where its scope ends', async () => {
  {
    await using store = createStore({ defaultStorage: 'store-test' });
    await store.history(session).add({ role: 'user' });
    expect(made[0]?.driver.closed).toBe(0);
  }
  expect(made[0]?.driver.closed).toBe(1);
});

describe('sessions', () => {
  const [one, other] = [new MemoryDriver(), new MemoryDriver()];
  const store = createStore({ defaultStorage: one, defaultHistoryStorage: other });

  beforeAll(async () => {
    for (const chatName of ['x', 'y']) {
      await store.history({ ...session, chatName }).add({ role: 'user' });
      await new Notes({ ...session, chatName }, one).add(note('a'));
      await new Notes({ ...session, chatName }, other).add(note('a'));
    }
    await store.history({ agentName: 'b', userId: 'bob' }).add({ role: 'user' });
  });

  test('are given each once, whatever their scopes and drivers', async () => {
    expect((await keysIn(store.sessions())).toSorted()).toEqual([
      'u.ann/a.a/c.x/s',
      'u.ann/a.a/c.y/s',
      'u.bob/a.b/c/s',
    ]);
    expect(await keysIn(store.sessions({ userId: 'ann', chatName: 'y' }))).toEqual(['u.ann/a.a/c.y/s']);
    expect(await keysIn(store.sessions({ userId: 'nobody' }))).toEqual([]);
  });

  test('are never removed by a filter that names nothing, or nobody', async () => {
    for (const filter of [{}, { userId: undefined }, { agentName: 'a', userId: undefined }, { user: 'ann' }]) {
      await expect(store.remove(filter as unknown as RemovalFilter)).rejects.toThrow(ConfigError);
    }
    expect(await keysIn(store.sessions())).toHaveLength(3);
  });

  test('are removed by the filter, though a driver lists others as well', async () => {
    class Careless extends MemoryDriver {
      override list(): AsyncGenerator<SessionIdentity> {
        return super.list();
      }
    }
    const careless = createStore({ defaultStorage: new Careless() });
    for (const userId of ['ann', 'bob']) await careless.history({ ...session, userId }).add({ role: 'user' });
    const undefinedUser = { userId: undefined } as unknown as RemovalFilter;
    await expect(careless.remove(undefinedUser)).rejects.toThrow(ConfigError);
    expect(await careless.remove({ userId: 'ann' })).toBe(1);
    expect(await keysIn(careless.sessions())).toEqual(['u.bob/a.a/c.x/s']);
  });

  test('that a driver cannot list or remove are a DriverError that names it', async () => {
    class Unlisted extends FaultyDriver {
      override list(): AsyncGenerator<SessionIdentity> {
        throw new Error('network: no list');
      }
    }
    const listing = keysIn(createStore({ defaultStorage: new Unlisted() }).sessions());
    await expect(listing).rejects.toMatchObject({ code: 'failed', driver: 'memory', operation: 'list' });
    const failing = new FaultyDriver();
    const partly = createStore({ defaultStorage: failing });
    await partly.history(session).add({ role: 'user' });
    failing.failNext('remove', 'refuse');
    const identity = 'u.ann/a.a/c.x/s.history';
    await expect(partly.remove({ userId: 'ann' })).rejects.toMatchObject({ operation: 'remove', identity });
  });

  test('are removed with all their scopes, and counted once', async () => {
    expect(await store.remove({ userId: 'ann' })).toBe(2);
    expect(await keysIn(store.sessions())).toEqual(['u.bob/a.b/c/s']);
    expect(await keysIn(one.list())).toEqual([]);
    expect(await store.remove({ userId: 'ann' })).toBe(0);
  });
});
