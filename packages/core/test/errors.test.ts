import { recogniseByName } from '../src/errors.ts';
import * as core from '../src/index.ts';

const { AgentStoreError, ChainError, ConfigError, ConflictError, DriverError, ValidationError } = core;

/** Another copy of the package, as a program has it that loads it as ES modules and as CommonJS. */
function otherCopy(): typeof core {
  let copy: typeof core | undefined;
  jest.isolateModules(() => {
    copy = require('../src/index.ts');
  });
  if (!copy) throw new Error('isolateModules runs its argument at once');
  return copy;
}

const driverError = new DriverError({
  driver: 'redis',
  operation: 'read',
  identity: 'u/a.x/c/s',
  cause: new Error('reset'),
});

test('each error has a stable code and its own name', () => {
  const chainError = new ChainError({ driver: 'chain', operation: 'read', causes: [driverError] });
  const errors = [
    driverError,
    chainError,
    new ConflictError('x'),
    new ConfigError('x'),
    new ValidationError('a.b', 'is bad'),
  ];
  expect(errors.map(({ code }) => code)).toEqual(['failed', 'chain', 'conflict', 'config', 'validation']);
  expect(errors.map(({ name }) => name)).toEqual([
    'DriverError',
    'ChainError',
    'ConflictError',
    'ConfigError',
    'ValidationError',
  ]);
  for (const error of errors) {
    expect(error).toBeInstanceOf(AgentStoreError);
    expect(error instanceof Error).toBe(true);
    expect(error.stack).toContain(error.message.split('\n')[0]);
  }
});

test('an error is an instance of its own class and of those above it, of no other', () => {
  const chainError = new ChainError({ driver: 'chain', operation: 'read', causes: [] });
  expect(chainError).toBeInstanceOf(DriverError);
  expect(driverError).not.toBeInstanceOf(ChainError);
  expect(driverError).not.toBeInstanceOf(ConfigError);
  expect(new ConfigError('x')).not.toBeInstanceOf(DriverError);
  for (const other of [new Error('x'), null, undefined, 'DriverError', { name: 'DriverError' }, Object.create(null)]) {
    expect(other instanceof DriverError).toBe(false);
    expect(other instanceof AgentStoreError).toBe(false);
  }
});

test("two copies of the package recognise each other's errors", () => {
  const other = otherCopy();
  expect(other.DriverError).not.toBe(DriverError);
  expect(driverError).toBeInstanceOf(other.DriverError);
  expect(driverError).toBeInstanceOf(other.AgentStoreError);
  expect(driverError).not.toBeInstanceOf(other.ChainError);
  expect(new other.ConfigError('x')).toBeInstanceOf(ConfigError);
  expect(new other.ValidationError('a', 'x')).toBeInstanceOf(ValidationError);
  expect(other.DriverError.from(driverError, { driver: 'x', operation: 'read' })).toBe(driverError);
});

test("a user's subclass keeps the ordinary rule", () => {
  class RedisError extends DriverError {}
  class ClusterError extends RedisError {}
  const details = { driver: 'x', operation: 'read' } as const;
  expect(driverError instanceof RedisError).toBe(false);
  expect(new RedisError(details) instanceof RedisError).toBe(true);
  expect(new RedisError(details) instanceof DriverError).toBe(true);
  expect(new RedisError(details) instanceof otherCopy().DriverError).toBe(true);
  expect(new ClusterError(details) instanceof RedisError).toBe(true);
  expect(new RedisError(details) instanceof ClusterError).toBe(false);
});

test('a class made recognisable goes by its name', () => {
  class One extends Error {}
  class Two extends Error {}
  recogniseByName(One, 'TestOnly');
  recogniseByName(Two, 'TestOnly');
  expect(new One()).toBeInstanceOf(Two);
  expect(new Error()).not.toBeInstanceOf(One);
});

test('the message of a DriverError names the driver, the operation, the identity and the cause', () => {
  expect(driverError.message).toBe('redis: read of u/a.x/c/s failed: reset');
  expect(driverError).toMatchObject({ driver: 'redis', operation: 'read', identity: 'u/a.x/c/s' });
  expect((driverError.cause as Error).message).toBe('reset');
});

test('a reason goes before the message of the cause, and what is absent is absent', () => {
  const error = new DriverError({ driver: 's3', operation: 'list', code: 'unsupported', reason: 'use another one' });
  expect(error.message).toBe('s3: list failed: use another one');
  expect(error).toMatchObject({ code: 'unsupported', identity: null });
  expect('cause' in error).toBe(false);
  const thrown = new DriverError({ driver: 's3', operation: 'read', cause: 'a text' });
  expect([thrown.message, thrown.cause]).toEqual(['s3: read failed: a text', 'a text']);
});

test('an error of ours is wrapped by nobody, any other rejection once', () => {
  const details = { driver: 'x', operation: 'append' } as const;
  for (const own of [driverError, new ConflictError('x'), new ValidationError('a', 'b')]) {
    expect(DriverError.from(own, details)).toBe(own);
  }
  const cause = new TypeError('x');
  const wrapped = DriverError.from(cause, details);
  expect(wrapped).toMatchObject({ cause, operation: 'append' });
  expect(DriverError.from(wrapped, details)).toBe(wrapped);
});

test('a ChainError holds the failure of each driver and says them all', () => {
  const second = new DriverError({ driver: 's3', operation: 'read', reason: 'denied' });
  const error = new ChainError({
    driver: 'chain',
    operation: 'read',
    reason: 'none could:',
    causes: [driverError, second],
  });
  expect(error.causes).toEqual([driverError, second]);
  expect(error.cause).toBe(driverError);
  expect(error.message).toBe(`chain: read failed: none could:\n  - ${driverError.message}\n  - ${second.message}`);
});

test('a ValidationError says where and what', () => {
  const cause = new Error('x');
  const error = new ValidationError('items[0].at', 'is a Date', { cause });
  expect(error).toMatchObject({ path: 'items[0].at', message: 'items[0].at is a Date', cause });
});
