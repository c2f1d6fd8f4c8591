import type { Item, SessionIdentity } from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
import type { ChainState } from './chain-state.ts';
import { hasExpiredFor } from './expired.ts';
import type { Link } from './link.ts';
import { settle } from './settle.ts';
import { unite } from './unite.ts';

/** Gives links that had nothing, or not all, what a later one had: merged, since it may be old when it arrives. */
export function fill(
  chain: ChainState,
  identity: SessionIdentity,
  links: readonly Link[],
  list: readonly Item[],
): void {
  const poorer = links.filter((link) => !link.background && !hasExpiredFor(link, list));
  if (poorer.length === 0 || !isJournal(list)) return;
  chain.upkeep.start({ work: 'fill', driver: null, identity: identity.key }, () =>
    settle(poorer, (link) => link.update(identity, (items) => unite([items, list], chain.id))),
  );
}
