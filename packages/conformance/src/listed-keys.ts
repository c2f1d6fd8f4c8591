import type { IdentityFilter, SessionIdentity, StorageDriver } from '@agentstore/core';
import { expectThat } from './expectation.ts';

export async function keysOf(driver: StorageDriver, filter?: IdentityFilter): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of driver.list(filter)) keys.push(key);
  return keys;
}

export function expectKeys(keys: readonly string[], expected: readonly SessionIdentity[], what: string): void {
  const wanted = new Set(expected.map(({ key }) => key));
  const missing = [...wanted].filter((key) => !keys.includes(key));
  expectThat(
    missing.length === 0,
    `${what} leaves out ${missing.length} of ${wanted.size}, the first is ${missing[0]}`,
  );
  const unexpected = keys.find((key) => !wanted.has(key));
  expectThat(unexpected === undefined, `${what} names ${unexpected}, which it should not`);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  expectThat(twice === undefined, `${what} names ${twice} more than once`);
}

export async function writeAll(driver: StorageDriver, identities: readonly SessionIdentity[]): Promise<void> {
  // Some at a time: a thousand requests at once are another test.
  for (let at = 0; at < identities.length; at += 32) {
    await Promise.all(identities.slice(at, at + 32).map((identity) => driver.write(identity, [{ of: identity.key }])));
  }
}
