import type { SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { learnHints } from './learn-hints.ts';
import type { Link } from './link.ts';
import { mend } from './mend.ts';

/** How many lists at a time: a driver that just came back has others to serve. */
const atOnce = 8;

/** Gives a link what it missed, as far as this process or the hints in the drivers tell. */
export async function handOver(chain: ChainState, link: Link): Promise<void> {
  await learnHints(chain);
  const identities = chain.missed.identities(link)[Symbol.iterator]();
  await Promise.all(Array.from({ length: atOnce }, () => mendEach(chain, link, identities)));
  await chain.hints.complete(link);
}

async function mendEach(chain: ChainState, link: Link, identities: Iterable<SessionIdentity>): Promise<void> {
  // One iterator for all who take from it.
  for (const identity of identities) {
    // It went down again: its lists wait until it is back, and the others are not read for nothing.
    if (link.isDown || link.health.isStopped) return;
    await mend(chain, identity, chain.links);
  }
}
