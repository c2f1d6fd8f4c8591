import type { Item } from '@agentstore/core';
import { differenceOf } from './difference.ts';

/** The driver is at fault: the message says what was expected. */
class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

export function expectThat(isTrue: boolean, words: string): asserts isTrue {
  if (!isTrue) throw new ConformanceError(words);
}

/** Compares as JSON: what drivers hand out may come from another realm, with prototypes of its own. */
export function expectList(
  actual: readonly Item[] | null | undefined,
  expected: readonly Item[] | null,
  what: string,
): void {
  const difference = differenceOf(actual, expected);
  if (difference) throw new ConformanceError(`${what}: ${difference}`);
}

/** Resolves with what `work` rejects with. Throwing where it should reject, and resolving, are faults. */
export async function expectRejection(work: () => Promise<unknown>, what: string): Promise<unknown> {
  const promise = expectPromise(work, what);
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new ConformanceError(
    `${what}: expected a rejection, but it resolved with ${JSON.stringify(value) ?? 'undefined'}`,
  );
}

/** For what must not fail, whatever the state of things is. */
export async function expectResolution<T>(work: () => Promise<T>, what: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ConformanceError(`${what}: expected it to resolve, but it rejected with ${String(error)}`, {
      cause: error,
    });
  }
}

/** A method that throws instead escapes the `catch` of those who wait for its promise. */
function expectPromise<T>(work: () => Promise<T>, what: string): Promise<T> {
  let promise: Promise<T>;
  try {
    promise = work();
  } catch (error) {
    throw new ConformanceError(`${what}: expected a promise that rejects, but the method threw ${String(error)}`);
  }
  expectThat(typeof promise?.then === 'function', `${what}: expected a promise, not ${String(promise)}`);
  return promise;
}
