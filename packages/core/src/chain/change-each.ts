import type { DriverOperation, SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { noteMissed } from './hints.ts';
import type { Link } from './link.ts';
import { type Settled, settle } from './settle.ts';

/** Changes a list in several links at once. That one missed it is noted before this resolves. */
export async function changeEach<T>(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  links: readonly Link[],
  change: (link: Link) => Promise<T>,
): Promise<Settled<T>> {
  const settled = await settle(links, change, (failure) => noteMissed(chain, operation, identity, failure));
  // A link that came back meanwhile was found to have what the others had, when these had not taken the change either.
  const forgotten = settled.failures.filter(({ link }) => !chain.missed.has(link, identity));
  await Promise.all(forgotten.map((failure) => noteMissed(chain, operation, identity, failure)));
  return settled;
}
