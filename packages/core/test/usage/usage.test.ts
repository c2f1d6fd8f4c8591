import {
  ConfigError,
  createStore,
  DriverError,
  MemoryDriver,
  SessionIdentity,
  ValidationError,
} from '../../src/index.ts';
import {
  groupUsage,
  type NewUsage,
  totalUsage,
  type UsageFilter,
  type UsageGroup,
  UsageStorage,
  usageOf,
} from '../../src/usage/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';

const session = { agentName: 'support', userId: 'ann', chatName: 'x' };
const small = { model: 'small', provider: 'p', inputTokens: 10, outputTokens: 1 };
const large = { model: 'large', inputTokens: 100, outputTokens: 20, cost: 0.5 };

async function filled(): Promise<UsageStorage> {
  const usage = new UsageStorage(session, 'memory');
  await usage.add(
    { ...small, at: '2026-11-22T23:30:00Z' },
    { ...large, at: '2026-11-23T00:30:00+01:00' },
    { ...small, at: new Date('2026-11-23T12:00:00Z') },
  );
  return usage;
}

test('a record says when, and whose session it was', async () => {
  const usage = new UsageStorage(session, 'memory');
  const before = new Date().toISOString();
  await usage.add(small);
  const [record] = await usage.get();
  expect(record).toEqual({ ...session, ...small, at: record?.at });
  expect(before <= String(record?.at) && String(record?.at) <= new Date().toISOString()).toBe(true);
});

test('a field that the session does not have is absent, and a field of the caller stays', async () => {
  const usage = new UsageStorage({ agentName: 'support' }, 'memory');
  await usage.add({ ...small, ...{ cachedTokens: 4 } });
  const [record] = await usage.get();
  expect(Object.keys(record ?? {}).toSorted()).toEqual([
    'agentName',
    'at',
    'cachedTokens',
    'inputTokens',
    'model',
    'outputTokens',
    'provider',
  ]);
});

test.each<[string, object]>([
  ['no model', { ...small, model: undefined }],
  ['tokens that are negative', { ...small, inputTokens: -1 }],
  ['tokens that are no number', { ...small, outputTokens: '1' }],
  ['no tokens', { model: 'small' }],
  ['a cost that is endless', { ...small, cost: Number.POSITIVE_INFINITY }],
  ['a time that is none', { ...small, at: 'yesterday' }],
  ['null', null as unknown as object],
])('%s is refused before anything is stored, and named', async (_, usage) => {
  const driver = new FaultyDriver();
  const refusal = new UsageStorage(session, driver).add(small, usage as NewUsage);
  await expect(refusal).rejects.toThrow(ValidationError);
  await expect(refusal).rejects.toThrow(/^items\[1\]\.(model|inputTokens|outputTokens|cost|at) must be/);
  expect(driver.calls).toEqual([]);
});

test.each([
  ['a number', { inputTokens: 'many' }, 'inputTokens must be'],
  ['a time, which is not that of reading', { at: undefined }, 'at must be a time, not undefined'],
])('a stored record without %s is an error that names the item', async (_, fault, reason) => {
  const driver = new FaultyDriver();
  const record = JSON.parse(JSON.stringify({ ...small, at: '2026-11-22T23:30:00Z', ...fault }));
  await driver.write(new SessionIdentity({ ...session, scope: 'usage' }), [record]);
  const refusal = new UsageStorage(session, driver).aggregate();
  await expect(refusal).rejects.toThrow(/^item -\S+ of u\.ann\S+ cannot be read: /);
  await expect(refusal).rejects.toThrow(reason);
});

test('a record that stood beside a refused one has the time of its own add', async () => {
  const usage = new UsageStorage(session, 'memory');
  const record = { ...small };
  await expect(usage.add(record, null as unknown as NewUsage)).rejects.toThrow(ValidationError);
  const later = Date.now() + 5;
  while (Date.now() < later);
  await usage.add(record);
  const [stored] = await usage.records();
  expect(Date.parse(String(stored?.at))).toBeGreaterThanOrEqual(later);
});

test('a record whose add failed is the same one when it is added again, though time went on', async () => {
  const driver = new FaultyDriver();
  const usage = new UsageStorage(session, driver);
  driver.failNext('append', 'lose reply');
  const record = { ...small };
  await expect(usage.add(record)).rejects.toThrow(DriverError);
  const later = Date.now() + 5;
  while (Date.now() < later);
  await usage.add(record);
  expect(await usage.records()).toHaveLength(1);
  await usage.add(record);
  const [first, second, ...others] = await usage.records();
  expect(others).toEqual([]);
  expect(String(first?.at) < String(second?.at)).toBe(true);
});

test('the sums go over all records that match', async () => {
  const usage = await filled();
  expect(await usage.aggregate()).toEqual({
    records: 3,
    inputTokens: 120,
    outputTokens: 22,
    totalTokens: 142,
    cost: 0.5,
  });
  expect(await new UsageStorage({ agentName: 'new' }, 'memory').aggregate()).toEqual({
    records: 0,
    inputTokens: 0,
    outputTokens: 0,
    totalTokens: 0,
    cost: 0,
  });
});

test('who changes the sums of nothing changes no others', async () => {
  const empty = new UsageStorage({ agentName: 'new' }, 'memory');
  Object.assign(await empty.aggregate(), { inputTokens: 5 });
  expect(await empty.aggregate()).toMatchObject({ inputTokens: 0 });
  expect(await (await filled()).aggregate()).toMatchObject({ inputTokens: 120 });
});

test.each<[UsageFilter, number]>([
  [{}, 3],
  [{ model: 'small' }, 2],
  [{ provider: 'p', model: 'large' }, 0],
  [{ userId: 'ann', agentName: 'support', chatName: 'x' }, 3],
  [{ userId: 'bob' }, 0],
  [{ from: '2026-11-22T23:30:00Z' }, 3],
  [{ from: '2026-11-22T23:30:00.001Z' }, 1],
  [{ to: '2026-11-23T12:00:00Z' }, 2],
  [{ from: new Date('2026-11-23'), to: new Date('2026-11-24') }, 1],
])('the filter %j leaves %d records', async (filter, count) => {
  const usage = await filled();
  expect(await usage.records(filter)).toHaveLength(count);
  expect((await usage.aggregate(filter)).records).toBe(count);
});

test.each<[string, object]>([
  ['an undefined user', { userId: undefined }],
  ['an undefined beginning', { from: undefined }],
  ['a user that is null', { userId: null }],
  ['a beginning that is null', { from: null }],
  ['a beginning that is no time', { from: 'yesterday' }],
  ['a field that is none', { modle: 'small' }],
  ['a name of an object', { constructor: 'small' }],
])('%s is no filter: it would have meant everything', async (_, filter) => {
  await expect((await filled()).records(filter as UsageFilter)).rejects.toThrow(ConfigError);
});

test.each<[UsageGroup, Record<string, number>]>([
  ['day', { '2026-11-22': 131, '2026-11-23': 11 }],
  ['model', { small: 22, large: 120 }],
  ['provider', { p: 22, null: 120 }],
  ['user', { ann: 142 }],
  ['agent', { support: 142 }],
  ['chat', { x: 142 }],
])('tokens are summed by %s', async (by, tokens) => {
  const groups = await (await filled()).groupBy(by);
  const sums = [...groups].map(([key, { totalTokens }]) => [String(key), totalTokens]);

  expect(Object.fromEntries(sums)).toEqual(tokens);
});

test('what is no group is refused', async () => {
  await expect((await filled()).groupBy('toString' as UsageGroup)).rejects.toThrow(/day,model,provider/);
});

test('the usage of many sessions is summed by user and by agent, each record once', async () => {
  const store = createStore();
  const sessions = [
    session,
    { ...session, chatName: 'y' },
    { agentName: 'sales', userId: 'ann' },
    { agentName: 'sales', userId: 'bob' },
    { agentName: 'sales' },
  ];
  for (const each of sessions) {
    await store.context(each).storage(UsageStorage).add(small);
    await store.history(each).add({ role: 'user', content: 'hi' });
  }
  const tokensBy = async (by: UsageGroup, filter = {}) =>
    [...(await groupUsage(usageOf(store, filter), by))].map(([key, { totalTokens }]) => [key, totalTokens]).toSorted();
  expect(await tokensBy('user')).toEqual([
    [null, 11],
    ['ann', 33],
    ['bob', 11],
  ]);
  expect(await tokensBy('agent')).toEqual([
    ['sales', 33],
    ['support', 22],
  ]);
  expect(await tokensBy('chat', { userId: 'ann', agentName: 'support' })).toEqual([
    ['x', 11],
    ['y', 11],
  ]);
});

test('the usage of a session whose records lie on several drivers is summed over all, copies once', async () => {
  const [own, ofProvider] = [new MemoryDriver(), new MemoryDriver()];
  const store = createStore({
    defaultStorage: [own, { driver: new MemoryDriver(), id: 'copy' }],
    defaultUsageStorage: own,
    providers: { openai: { usageStorage: ofProvider } },
  });
  await store.context(session).storage(UsageStorage).add(small);
  await store.context(session, { provider: 'openai' }).storage(UsageStorage).add(large);
  await store
    .context(session, { usageStorage: store.driver('storage') })
    .storage(UsageStorage)
    .add(small);
  expect(await totalUsage(usageOf(store, session))).toMatchObject({ records: 3, inputTokens: 120, outputTokens: 22 });
  const failing = new FaultyDriver();
  const partly = createStore({ defaultUsageStorage: own, defaultStorage: failing });
  await new UsageStorage(session, failing).add(small);
  failing.failNext('read', 'refuse');
  const read = { operation: 'read', identity: 'u.ann/a.support/c.x/s.usage' };
  await expect(totalUsage(usageOf(partly, session))).rejects.toMatchObject(read);
});

test('the usage of a session with a scope of its own belongs to the session', async () => {
  const store = createStore();
  await store.context(session).storage(UsageStorage).add(small);
  await store
    .context({ ...session, scope: 'draft' })
    .storage(UsageStorage)
    .add(large);
  expect(await totalUsage(usageOf(store, session))).toMatchObject({ records: 2, inputTokens: 110 });
});
