import type { Item, SessionIdentity } from '@agentstore/core';
import { isEntry } from '../journal/entry.ts';
import { isComplete } from '../journal/journal.ts';
import type { ChainState } from './chain-state.ts';
import type { Link } from './link.ts';

/**
 * To be asked when a link has answered a question that begins now: whether it missed nothing, neither then nor now. What it
 * said may be older than what made it good.
 */
export function trustIn(chain: ChainState, link: Link, identity: SessionIdentity): () => boolean {
  const hasMissed = chain.missed.has(link, identity);
  return () => !hasMissed && !chain.missed.has(link, identity);
}

/** Whether this list of a link that is trusted is alone the truth, as far as this process can tell. */
export function isWhole(chain: ChainState, identity: SessionIdentity, list: readonly Item[]): boolean {
  return isComplete(list) && chain.newest.isIn(list, identity);
}

/** The same of the end of a list that has `count` items at least: it says nothing of what should be in it and is not. */
export function isWholeEnd(chain: ChainState, identity: SessionIdentity, end: readonly Item[]): boolean {
  const present = new Set(end.map(({ _rev }) => _rev));
  const [first] = end;
  const oldest = first && isEntry(first) ? first._rev : '';
  const hasNoGap = end.every(
    (item) => !isEntry(item) || item.after == null || item.after < oldest || present.has(item.after),
  );
  return hasNoGap && (chain.newest.isBefore(oldest, identity) || chain.newest.isIn(end, identity));
}
