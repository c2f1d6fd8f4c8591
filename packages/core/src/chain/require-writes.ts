import type { DriverOperation, SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { type Settled, throwFailures } from './settle.ts';

/** ChainError where fewer links acknowledged than must. */
export function requireWrites(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  { answers, failures }: Settled<unknown>,
): void {
  if (answers.length >= chain.minWrites) return;
  const reason =
    `${answers.length} of ${chain.foreground.length} drivers stored it and ${chain.minWrites} must ` +
    '(a Storage sends it again with save()):';
  throwFailures(operation, identity, reason, failures);
}
