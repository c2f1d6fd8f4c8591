import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import { replace, watch } from './generations.ts';
import { appendTurns, watchTurns } from './turns.ts';

/** What can be asked of whoever works on a list, an instance here or another process. Input and output are JSON. */
export const works = {
  read: (driver, identity, _input: null) => driver.read(identity),
  readLast: (driver, identity, count: number) => driver.readLast(identity, count),
  write: (driver, identity, items: readonly Item[]) => driver.write(identity, items),
  append: (driver, identity, items: readonly Item[]) => driver.append(identity, items),
  remove: (driver, identity, _input: null) => driver.remove(identity),
  /** Adds items, but by an update. */
  addByUpdate: (driver, identity, added: readonly Item[]) =>
    driver.update(identity, (items) => [...(items ?? []), ...added]),
  increment,
  appendTurns,
  watchTurns,
  replace,
  watch,
} satisfies { readonly [name: string]: Work };

export type WorkName = keyof typeof works;
export type WorkInput<N extends WorkName> = Parameters<(typeof works)[N]>[2];
export type WorkOutput<N extends WorkName> = Awaited<ReturnType<(typeof works)[N]>>;

/** Each has an input of its own. `progress` is called with the number of what was acknowledged last. */
export type Work = (
  driver: StorageDriver,
  identity: SessionIdentity,
  input: never,
  progress: (acknowledged: number) => void,
) => Promise<unknown>;

/** Adds 1 to a counter, one update after another. */
async function increment(driver: StorageDriver, identity: SessionIdentity, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await driver.update(identity, (items) => [{ count: Number(items?.[0]?.count ?? 0) + 1 }]);
  }
}
