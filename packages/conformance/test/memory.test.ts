import { type DriverOptions, MemoryDriver } from '@agentstore/core';
import { oneForEachOptions } from './one-for-each-options.ts';
import { testCases } from './test-cases.ts';

describe('MemoryDriver', () => {
  const create = oneForEachOptions((options: DriverOptions) => new MemoryDriver(options));
  testCases({ create, native: ['append', 'update', 'readLast', 'list'] });
});
