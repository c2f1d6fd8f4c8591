import { MemoryDriver } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { oneForEachOptions } from './one-for-each-options.ts';
import { testCases } from './test-cases.ts';
import { TinyDriver } from './tiny/driver.ts';
import { breakableTiny } from './tiny/options.ts';

describe('a chain of two', () => {
  const create = oneForEachOptions(
    (options) =>
      new DriverChain({
        ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
        drivers: [
          { driver: new MemoryDriver(options), id: 'first' },
          { driver: new MemoryDriver(options), id: 'second' },
        ],
      }),
  );
  testCases({ create, native: ['append', 'update', 'readLast', 'list'], breakable: breakableChain });
});

/** Both of its drivers fail. */
function breakableChain() {
  const [first, second] = [breakableTiny(TinyDriver), breakableTiny(TinyDriver)];
  return {
    driver: new DriverChain({
      drivers: [
        { driver: first.driver, id: 'first' },
        { driver: second.driver, id: 'second' },
      ],
    }),
    break: async () => void (await Promise.all([first.break(), second.break()])),
    mend: async () => void (await Promise.all([first.mend(), second.mend()])),
  };
}
