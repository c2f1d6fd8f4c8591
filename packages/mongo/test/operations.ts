import type { SessionIdentity, StorageDriver } from '@agentstore/core';

/** Everything that asks the server. */
export const operations: { [name: string]: (driver: StorageDriver, identity: SessionIdentity) => Promise<unknown> } = {
  read: (driver, identity) => driver.read(identity),
  readLast: (driver, identity) => driver.readLast(identity, 2),
  write: (driver, identity) => driver.write(identity, [{ by: 'write' }]),
  append: (driver, identity) => driver.append(identity, [{ by: 'append' }]),
  update: (driver, identity) => driver.update(identity, (items) => [...(items ?? []), { by: 'update' }]),
  remove: (driver, identity) => driver.remove(identity),
  list: (driver) => driver.list()[Symbol.asyncIterator]().next(),
  setup: (driver) => driver.setup(),
};
