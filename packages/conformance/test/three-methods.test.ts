import { setImmediate } from 'node:timers/promises';
import { type DriverOptions, type Item, type SessionIdentity, StorageDriver } from '@agentstore/core';
import { oneForEachOptions } from './one-for-each-options.ts';
import { testCases } from './test-cases.ts';

/** All that a driver must have. */
class ThreeMethodsDriver extends StorageDriver {
  readonly name = 'three';
  readonly #lists = new Map<string, { readonly text: string; readonly expiresAt: number }>();
  readonly #ttlMs: number;

  constructor({ ttlSeconds = Number.POSITIVE_INFINITY }: DriverOptions) {
    super();
    this.#ttlMs = ttlSeconds * 1000;
  }

  async read({ key }: SessionIdentity): Promise<Item[] | null> {
    await setImmediate();
    const list = this.#lists.get(key);
    return list && list.expiresAt > Date.now() ? JSON.parse(list.text) : null;
  }

  async write({ key }: SessionIdentity, items: readonly Item[]): Promise<void> {
    const text = JSON.stringify(items);
    await setImmediate();
    this.#lists.set(key, { text, expiresAt: Date.now() + this.#ttlMs });
  }

  async remove({ key }: SessionIdentity): Promise<void> {
    await setImmediate();
    this.#lists.delete(key);
  }
}

describe('a driver that has the three methods alone', () => {
  testCases({ create: oneForEachOptions((options) => new ThreeMethodsDriver(options)) });
});
