import type { DriverError, StorageDriver } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { operations } from './operations.ts';

export interface Outcome {
  /** The error's code, or 'resolved'. */
  readonly code: string;
  readonly error: DriverError | null;
  readonly ms: number;
}

export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  const start = performance.now();
  const error = await work().then(
    () => null,
    (reason: DriverError) => reason,
  );
  return { code: error?.code ?? 'resolved', error, ms: performance.now() - start };
}

/** Of every operation, each on a list of its own, all at once. */
export function outcomesOf(driver: StorageDriver): Promise<Outcome[]> {
  return Promise.all(Object.values(operations).map((run) => outcomeOf(() => run(driver, freshIdentity()))));
}
