import type { DriverOptions, StorageDriver } from '@agentstore/core';

/** For drivers that keep what they hold to themselves: the same options give the same instance. */
export function oneForEachOptions(
  make: (options: DriverOptions) => StorageDriver,
): (options?: DriverOptions) => StorageDriver {
  const made = new Map<string, StorageDriver>();
  return (options = {}) => {
    const key = JSON.stringify(options);
    const driver = made.get(key) ?? make(options);
    made.set(key, driver);
    return driver;
  };
}
