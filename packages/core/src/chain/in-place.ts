import type { DriverOperation, SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import type { Place } from './write-behind.ts';

/** Makes a change that has a place in the queues of the links that are written in the background. */
export async function inPlace<T>(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  change: (place: Place | null) => Promise<T>,
): Promise<T> {
  const entering = chain.background.enter(operation, identity);
  // Without such links nothing waits, not even a turn.
  if (!entering) return change(null);
  const place = await entering;
  try {
    return await change(place);
  } finally {
    place.leave();
  }
}
