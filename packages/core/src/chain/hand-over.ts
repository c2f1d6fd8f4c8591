import type { SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { learnHints } from './hints.ts';
import type { Link } from './link.ts';
import { mend } from './mend.ts';

/** How many lists at a time: a driver that just came back has others to serve. */
const atOnce = 8;

/** Gives a link what it missed, as far as this process or the hints in the drivers tell. Resolves with whether that is all. */
export async function handOver(chain: ChainState, link: Link): Promise<boolean> {
  await learnHints(chain, true);
  const links = link.background ? [...chain.foreground, link] : chain.foreground;
  const identities = chain.missed.identities(link)[Symbol.iterator]();
  await Promise.all(Array.from({ length: atOnce }, () => mendEach(chain, identities, links)));
  return chain.missed.count(link) === 0;
}

async function mendEach(
  chain: ChainState,
  identities: Iterable<SessionIdentity>,
  links: readonly Link[],
): Promise<void> {
  // One iterator for all who take from it.
  for (const identity of identities) await mend(chain, identity, links);
}
