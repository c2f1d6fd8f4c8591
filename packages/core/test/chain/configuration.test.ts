import { DriverChain } from '../../src/chain/index.ts';
import {
  ChainError,
  ConfigError,
  createDriver,
  type DriverConfigs,
  type DriverSpec,
  type LinkOptions,
  MemoryDriver,
  registerDriver,
} from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, entry, identity } from './chain-of.ts';

declare module '@agentstore/core' {
  interface DriverConfigs {
    'chain-member': { readonly timeoutMs?: number; readonly size?: number };
  }
}

const made: { driver: FaultyDriver; config: DriverConfigs['chain-member'] }[] = [];
registerDriver('chain-member', {
  make(config) {
    const driver = new FaultyDriver();
    made.push({ driver, config });
    return driver;
  },
});

beforeEach(() => {
  made.length = 0;
});

test('a list of drivers is a chain of them', async () => {
  const [a, b] = [new FaultyDriver(), new MemoryDriver()];
  const chain = createDriver([
    { driver: a, id: 'a' },
    { driver: b, id: 'b' },
  ]);
  expect(chain).toBeInstanceOf(DriverChain);
  await chain.append(identity, [entry('one')]);
  expect(await a.read(identity)).toEqual(await b.read(identity));
});

test('links that are named are made with their own options, and with the configuration for what they leave open', () => {
  const config = { drivers: { 'chain-member': { size: 1, timeoutMs: 7 } } };
  createDriver([{ driver: 'chain-member', id: 'x', timeoutMs: 9 }, 'chain-member'], config);
  createDriver({ driver: 'chain', drivers: ['chain-member'] }, config);
  expect(made.map((member) => member.config)).toEqual([
    { size: 1, timeoutMs: 9 },
    { size: 1, timeoutMs: 7 },
    { size: 1, timeoutMs: 7 },
  ]);
});

test.each([null, undefined, {}, 5])('a link around %p is refused, and does not fail later', (driver) => {
  const link = { driver } as unknown as DriverSpec;
  expect(() => new DriverChain({ drivers: [new MemoryDriver(), link] })).toThrow(ConfigError);
});

test('each driver may have a deadline of its own', async () => {
  const hanging = new FaultyDriver();
  hanging.fault = 'hang';
  const chain = new DriverChain({ timeoutMs: 60_000, drivers: [{ driver: hanging, id: 'a', timeoutMs: 20 }] });
  await expect(chain.read(identity)).rejects.toThrow('no answer within 20 ms');
});

test('a chain closes what it made, and no driver that it was given', async () => {
  const given = new FaultyDriver();
  const chain = new DriverChain({ drivers: [{ driver: 'chain-member', id: 'own' }, given] });
  await chain.close();
  expect(made.map(({ driver }) => driver.closed)).toEqual([1]);
  expect(given.closed).toBe(0);
});

test('setup, flush and close reach every driver, and fail with every failure', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.setup();
  await chain.flush();
  expect([a.calls, b.calls, c.calls]).toEqual(Array(3).fill(['setup', 'flush']));
  a.fault = 'refuse';
  c.fault = 'refuse';
  for (const failing of [chain.setup(), chain.flush()]) {
    const error: unknown = await failing.catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(ChainError);
    expect(error).toMatchObject({ causes: [{ driver: 'a' }, { driver: 'c' }], identity: null });
  }
});

test('drivers in a chain have ids of their own', () => {
  const twice: DriverSpec[] = [
    [new MemoryDriver(), new MemoryDriver()],
    ['memory', { driver: 'memory' }],
    [
      { driver: new MemoryDriver(), id: 'x' },
      { driver: 'memory', id: 'x' },
    ],
  ];
  for (const drivers of twice) expect(() => createDriver(drivers)).toThrow(ConfigError);
  expect(() => createDriver(['memory', { driver: 'memory', id: 'other' }])).not.toThrow();
  expect(() => createDriver(['memory', 'memory'])).toThrow(/memory.*id/);
});

test('a chain has drivers', () => {
  expect(() => new DriverChain({ drivers: [] })).toThrow(ConfigError);
});

test('minWrites is a number of drivers that there are', () => {
  for (const minWrites of [0, 3, -1, 1.5, Number.NaN, 'most' as 'all']) {
    expect(() => new DriverChain({ drivers: ['memory', { driver: 'memory', id: 'b' }], minWrites })).toThrow(
      ConfigError,
    );
  }
});

test("reads are 'first' or 'merged'", () => {
  for (const reads of ['last', null, 1] as unknown as 'first'[]) {
    expect(() => new DriverChain({ drivers: ['memory'], reads })).toThrow(ConfigError);
  }
  for (const reads of ['first', 'merged'] as const) {
    expect(() => new DriverChain({ drivers: ['memory'], reads })).not.toThrow();
  }
});

test('a queue in the background has room for a change at least, and waits or rejects', () => {
  const behind = (background: NonNullable<LinkOptions['background']>) => () =>
    new DriverChain({ drivers: ['memory', { driver: 'memory', id: 'b', background }] });
  for (const maxQueued of [0, -1, 1.5, Number.NaN, '5' as unknown as number]) {
    expect(behind({ maxQueued })).toThrow(ConfigError);
    expect(behind({ maxQueued })).toThrow(/maxQueued/);
  }
  expect(behind({ whenFull: 'drop' as 'wait' })).toThrow(ConfigError);
  for (const background of ['yes', 1, null, []]) {
    expect(behind(background as unknown as boolean)).toThrow(ConfigError);
  }
  for (const background of [true, false, {}, { maxQueued: 1, whenFull: 'reject' }] as const) {
    expect(behind(background)).not.toThrow();
  }
});

test('a chain has a driver that is not in the background', () => {
  expect(() => new DriverChain({ drivers: [{ driver: 'memory', background: true }] })).toThrow(ConfigError);
});

test.each([0, -1, Number.NaN])('a ttl of %p s is refused', (ttlSeconds) => {
  expect(() => new DriverChain({ drivers: [{ driver: new MemoryDriver(), ttlSeconds }] })).toThrow(ConfigError);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a deadline of %p ms is refused', (timeoutMs) => {
  expect(() => new DriverChain({ drivers: ['memory'], timeoutMs })).toThrow(ConfigError);
  expect(() => new DriverChain({ drivers: [{ driver: new MemoryDriver(), timeoutMs }] })).toThrow(ConfigError);
});

test('several drivers are not known to agree; one alone says itself', () => {
  expect(createDriver(['memory', { driver: 'memory', id: 'b' }]).agreedAt(identity)).toBeNull();
  expect(createDriver(['memory']).agreedAt(identity)).not.toBeNull();
});
