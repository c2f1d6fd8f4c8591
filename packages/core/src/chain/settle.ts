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

/** Asks links at once, and waits until each has answered or failed. */
export async function settle<T>(
  links: readonly Link[],
  ask: (link: Link) => Promise<T>,
): Promise<{ answers: Answer<T>[]; failures: Failure[] }> {
  const answers: Answer<T>[] = [];
  const failures: Failure[] = [];
  const asked = await Promise.allSettled(links.map(ask));
  for (const [at, link] of links.entries()) {
    const result = asked[at];
    if (result?.status === 'fulfilled') answers.push({ link, value: result.value });
    else failures.push({ link, cause: result?.reason });
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
