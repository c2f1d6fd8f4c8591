import { type AgentStoreError, ChainError, type DriverOperation, type SessionIdentity } from '@agentstore/core';
import type { Link } from './link.ts';

export interface Answer<T> {
  readonly link: Link;
  readonly value: T;
}

export interface Failure {
  readonly link: Link;
  readonly cause: AgentStoreError;
}

export interface Settled<T> {
  readonly answers: readonly Answer<T>[];
  readonly failures: readonly Failure[];
}

/**
 * Asks links at once, and waits until each has answered or failed, and what is to be done about its failure is done: at once,
 * not after the slowest.
 */
export async function settle<T>(
  links: readonly Link[],
  ask: (link: Link) => Promise<T>,
  onFailure?: (failure: Failure) => Promise<void>,
): Promise<Settled<T>> {
  const answers: Answer<T>[] = [];
  const failures: Failure[] = [];
  const asked = await Promise.all(
    links.map(async (link): Promise<Answer<T> | Failure> => {
      try {
        return { link, value: await ask(link) };
      } catch (error) {
        const failure: Failure = { link, cause: error as AgentStoreError };
        await onFailure?.(failure);
        return failure;
      }
    }),
  );
  for (const result of asked) {
    if ('cause' in result) failures.push(result);
    else answers.push(result);
  }
  return { answers, failures };
}

/** ChainError with each cause, if anything failed. */
export function throwFailures(
  operation: DriverOperation,
  identity: SessionIdentity | null,
  reason: string,
  failures: readonly Failure[],
): void {
  if (failures.length === 0) return;
  const causes = failures.map(({ cause }) => cause);
  throw new ChainError({ driver: 'chain', operation, ...(identity && { identity: identity.key }), reason, causes });
}
