import { type DriverOptions, MemoryDriver } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { testCases } from './test-cases.ts';

describeS3('a chain of memory and s3', () => {
  const s3 = new ObservedServer();
  // What it stores lies in the instance itself: the same options give the same one.
  const memories = new Map<string, MemoryDriver>();

  function memoryOf(options: DriverOptions): MemoryDriver {
    const key = JSON.stringify(options);
    const memory = memories.get(key) ?? new MemoryDriver(options);
    memories.set(key, memory);
    return memory;
  }

  testCases({
    native: ['append', 'update', 'readLast', 'list'],
    sizes: { itemBytes: 600_000, listBytes: 3_000_000 },
    create: (options = {}) =>
      new DriverChain({
        timeoutMs: options.timeoutMs ?? 30_000,
        drivers: [
          { driver: memoryOf(options), id: 'first' },
          { driver: s3.open({ timeoutMs: 30_000, ...options }), id: 'second' },
        ],
      }),
    // No leftovers: a chain of several leaves a tombstone where it removed a list, for ten minutes.
  });
});
