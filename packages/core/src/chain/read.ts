import type { DriverOperation, Item, SessionIdentity } from '@agentstore/core';
import { isEntry } from '../journal/entry.ts';
import { hasConflict, isComplete } from '../journal/journal.ts';
import type { ChainState } from './chain-state.ts';
import { combine } from './combine.ts';
import type { Link } from './link.ts';
import { type Failure, throwFailures } from './settle.ts';

/**
 * Asks the links in order. The first complete list of a link that missed nothing is the answer; null, an incomplete list
 * and a failure move on. Where all answered and none had it whole, what they hold is united.
 */
export async function readComplete(chain: ChainState, identity: SessionIdentity): Promise<Item[] | null> {
  const parts: Item[][] = [];
  const found = await firstAnswer(chain, 'read', identity, async (link) => {
    const list = await readLink(chain, link, identity);
    if (list === null || isWhole(chain, link, identity, list)) return list;
    parts.push(list);
    return null;
  });
  return found ?? unite(chain, identity, parts);
}

/** The last items from the first link whose tail shows no gap; where none does, from the whole list. */
export async function readTail(chain: ChainState, identity: SessionIdentity, count: number): Promise<Item[] | null> {
  let hasParts = false;
  const found = await firstAnswer(chain, 'readLast', identity, async (link) => {
    if (chain.missed.of(link, identity) === 'remove') return null;
    const tail = await link.call('readLast', identity, (driver) => driver.readLast(identity, count));
    if (tail === null || (!chain.missed.of(link, identity) && hasNoGap(tail, count))) return tail;
    hasParts = true;
    return null;
  });
  if (found || !hasParts) return found;
  const list = await readComplete(chain, identity);
  return list && (count > 0 ? list.slice(-count) : []);
}

/** What the link holds, as far as it counts: a list that it should have removed does not. */
export async function readLink(chain: ChainState, link: Link, identity: SessionIdentity): Promise<Item[] | null> {
  if (chain.missed.of(link, identity) === 'remove') return null;
  return link.call('read', identity, (driver) => driver.read(identity));
}

/** Whether this list alone is the truth. */
export function isWhole(chain: ChainState, link: Link, identity: SessionIdentity, list: readonly Item[]): boolean {
  return !chain.missed.of(link, identity) && isComplete(list);
}

/** The union of what the links hold; tells of rewrites that did not see each other. */
export function unite(chain: ChainState, identity: SessionIdentity, lists: readonly Item[][]): Item[] | null {
  const list = combine(lists);
  if (list && hasConflict(list)) chain.events.emit('conflict', { identity: identity.key });
  return list;
}

/**
 * Unreadable is never empty: a link that failed may hold what the others lack. Only where each change needed every link
 * is what the others say the truth.
 */
export function refuseGuess(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  failures: readonly Failure[],
): void {
  if (chain.minWrites === chain.links.length && failures.length < chain.links.length) return;
  const reason =
    'the drivers that answered do not have all of it, and these failed and may have it ' +
    '(pass fresh: true for a session whose id was made just now):';
  throwFailures(operation, identity, reason, failures);
}

/** The first answer that is not null, in the links' order; null where all answered so. */
async function firstAnswer(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  ask: (link: Link) => Promise<Item[] | null>,
): Promise<Item[] | null> {
  const failures: Failure[] = [];
  for (const link of chain.links) {
    try {
      const answer = await ask(link);
      if (answer === null) continue;
      if (failures.length > 0) {
        const causes = failures.map(({ cause }) => cause);
        chain.events.emit('failover', { operation, identity: identity.key, driver: link.id, causes });
      }
      return answer;
    } catch (cause) {
      failures.push({ link, cause: cause as Failure['cause'] });
    }
  }
  refuseGuess(chain, operation, identity, failures);
  return null;
}

/** Whether the end of a list says nothing of entries that should be in it and are not. */
function hasNoGap(tail: readonly Item[], count: number): boolean {
  if (tail.length < count) return isComplete(tail);
  const present = new Set(tail.map(({ _rev }) => _rev));
  const [first] = tail;
  const oldest = first && isEntry(first) ? first._rev : '';
  return tail.every((item) => !isEntry(item) || item.after == null || item.after < oldest || present.has(item.after));
}
