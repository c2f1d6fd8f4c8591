import * as core from '../../src/index.ts';
import { LazyDriver } from '../../src/registry/lazy-driver.ts';
import { unknownDriver } from '../../src/registry/unknown-driver.ts';

const { ConfigError, createDriver, DriverError, driverName, MemoryDriver, registerDriver, SessionIdentity } = core;

declare module '@agentstore/core' {
  interface DriverConfigs {
    'registry-test': { readonly size?: number; readonly color?: string };
  }
}

const identity = new SessionIdentity({ agentName: 'a' });

class Sized extends MemoryDriver {
  readonly config: { readonly size?: number; readonly color?: string };
  constructor(config: { readonly size?: number; readonly color?: string } = {}) {
    super();
    this.config = config;
  }
}

beforeEach(() => registerDriver('registry-test', Sized));

test('a registered name makes a driver of its class, with the options of its place', () => {
  expect(createDriver('registry-test')).toBeInstanceOf(Sized);
  expect(createDriver({ driver: 'registry-test', size: 3 })).toMatchObject({ config: { size: 3 } });
  expect(createDriver('memory')).toBeInstanceOf(MemoryDriver);
});

test('options at the place go before those of the configuration, one by one', () => {
  const config = { drivers: { 'registry-test': { size: 1, color: 'red' } } };
  expect((createDriver('registry-test', config) as Sized).config).toEqual({ size: 1, color: 'red' });
  const driver = createDriver({ driver: 'registry-test', size: 2 }, config) as Sized;
  expect(driver.config).toEqual({ size: 2, color: 'red' });
});

test('each specification that is made is a driver of its own, and an instance is itself', () => {
  expect(createDriver('memory')).not.toBe(createDriver('memory'));
  const driver = new MemoryDriver();
  expect(createDriver(driver)).toBe(driver);
  const quacks = { read: async () => null } as unknown as core.StorageDriver;
  expect(createDriver(quacks)).toBe(quacks);
});

test('the last registration of a name wins', () => {
  class Newer extends Sized {}
  registerDriver('registry-test', Newer);
  expect(createDriver('registry-test')).toBeInstanceOf(Newer);
});

test('two copies of the package share what is registered', () => {
  jest.isolateModules(() => {
    const other: typeof core = require('../../src/index.ts');
    expect(other.MemoryDriver).not.toBe(MemoryDriver);
    expect(other.createDriver('registry-test')).toBeInstanceOf(Sized);
    expect(other.driverName('registry-test')).toBe('registry-test');
  });
});

test('driverName accepts what is registered', () => {
  expect(['memory', 'chain', 'registry-test'].map(driverName)).toEqual(['memory', 'chain', 'registry-test']);
});

test('driverName takes no path and no pattern for a name', () => {
  for (const text of ['', ' ', '__proto__', '../x', '/etc/passwd', 'C:\\x', 'file:///x', 'a b', 'MEMORY', 'http://x']) {
    expect(() => driverName(text)).toThrow(ConfigError);
  }
  expect(() => driverName(undefined as unknown as string)).toThrow(ConfigError);
});

test('an unknown name is told with the registered ones, the nearest spelling and what to install', () => {
  const message = (name: string) => unknownDriver(name).message;
  expect(message('rediss')).toMatch(
    /^no driver "rediss" is registered \(registered: memory, chain, .*registry-test.*\)/,
  );
  expect(message('rediss')).toMatch(/Did you mean "redis"\? Install it: npm install @agentstore\/redis/);
  expect(message('Mongo')).toMatch(/Did you mean "mongo"\?/);
  expect(message('memroy')).toMatch(/\)\. Did you mean "memory"\?$/);
  expect(message('registry-tset')).toMatch(/\)\. Did you mean "registry-test"\?$/);
  expect(message('chian')).toMatch(/\)\. Did you mean "chain"\? Where programs are bundled, import it: import/);
  expect(message('cassandra')).toMatch(/\)\. Install it: npm install agentstore-driver-cassandra;/);
  expect(message('dynamo')).toMatch(/\)\. Install it: npm install @agentstore\/dynamo/);
});

test.each<[string, unknown]>([
  ['null', null],
  ['undefined', undefined],
  ['a number', 5],
  ['an object without a name', {}],
  ['a name that is no text', { driver: 5 }],
  ['an instance inside an object', { driver: new MemoryDriver() }],
  ['a chain without drivers', { driver: 'chain' }],
  ['the name of a chain alone', 'chain'],
  ['an empty list', []],
  ['a list of what is no driver', [null]],
  ['a list of objects without a driver', [{ driver: null }]],
  ['a list of objects around what is no driver', [{ driver: {} }]],
])('%s is no driver', (_, spec) => {
  expect(() => createDriver(spec as core.DriverSpec)).toThrow(ConfigError);
});

test('what is no driver is told also where it cannot be written as JSON', () => {
  const cyclic: { driver: object; self?: unknown } = { driver: {} };
  cyclic.self = cyclic;
  for (const spec of [cyclic, { size: 1n }]) {
    expect(() => createDriver(spec as unknown as core.DriverSpec)).toThrow(ConfigError);
  }
});

describe('a driver whose package is not loaded yet', () => {
  test('is loaded on first use, once', async () => {
    const load = jest.fn(async () => new MemoryDriver());
    const driver = new LazyDriver('later', load);
    expect(load).not.toHaveBeenCalled();
    await Promise.all([driver.append(identity, [{ a: 1 }]), driver.append(identity, [{ a: 2 }]), driver.setup()]);
    expect(await driver.read(identity)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await driver.readLast(identity, 1)).toEqual([{ a: 2 }]);
    expect(await driver.update(identity, () => [{ a: 3 }])).toEqual([{ a: 3 }]);
    await driver.write(identity, []);
    const keys: string[] = [];
    for await (const { key } of driver.list()) keys.push(key);
    expect(keys).toEqual([identity.key]);
    await driver.remove(identity);
    await driver.flush();
    await driver.close();
    expect(await driver.read(identity)).toBeNull();
    expect(load).toHaveBeenCalledTimes(1);
    expect(driver.agreedAt(identity)).not.toBeNull();
  });

  test('is tried again after a load that failed', async () => {
    const failure = new DriverError({ driver: 'later', operation: 'read', reason: 'not yet' });
    const load = jest.fn(async () => new MemoryDriver()).mockRejectedValueOnce(failure);
    const driver = new LazyDriver('later', load);
    const both = await Promise.allSettled([driver.read(identity), driver.setup()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await driver.append(identity, [{ a: 1 }]);
    expect(await driver.read(identity)).toEqual([{ a: 1 }]);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('has nothing to flush or to close where it was never used', async () => {
    const load = jest.fn(async () => new MemoryDriver());
    const driver = new LazyDriver('later', load);
    await driver.flush();
    await driver.close();
    expect(load).not.toHaveBeenCalled();
    expect(driver.agreedAt(identity)).toBeNull();
  });
});
