import type { SessionIdentity } from '@agentstore/core';
import { hasExpiredTombstone, visible, withoutExpiredTombstones } from '../journal/tombstone.ts';
import type { ChainState } from './chain-state.ts';
import { gather } from './gather.ts';
import { mendBy } from './mend.ts';
import { haveSameEntries } from './same-entries.ts';
import { settle } from './settle.ts';

export function sweepSoon(chain: ChainState, identity: SessionIdentity): void {
  chain.upkeep.start({ work: 'sweep', driver: null, identity: identity.key }, () => sweep(chain, identity));
}

/** One after another: whoever removed many lists must not slow down whoever works. */
export function sweepDueSoon(chain: ChainState): void {
  const due = chain.removals.due();
  // What is away may hold what was removed.
  if (due.length === 0 || chain.links.some(({ isDown }) => isDown)) return;
  chain.upkeep.start({ work: 'sweep', driver: null, identity: null }, async () => {
    for (const identity of due) await sweep(chain, identity);
  });
}

/**
 * Takes tombstones away that are old enough, once every driver has them or has nothing. A driver that was away during the
 * removal is given them first.
 */
async function sweep(chain: ChainState, identity: SessionIdentity): Promise<void> {
  const begun = chain.agreements.begin();
  const gathered = await gather(chain, identity, chain.links);
  if (gathered.failures.length > 0) return;
  const { answers, union } = gathered;
  const { lifeMs } = chain.removals;
  if (union && hasExpiredTombstone(union, chain.id, lifeMs)) {
    const isCovered = answers.every(({ value }) => value === null || haveSameEntries(value, union));
    if (!isCovered && !(await mendBy(chain, identity, gathered, begun))) return;
    const { failures } = await settle(chain.links, (link) =>
      link.update(identity, (items) => items && withoutExpiredTombstones(items, chain.id, lifeMs)),
    );
    if (failures.length > 0) return;
    if (visible(union, chain.id) === null) chain.newest.forget(identity);
  }
  chain.hints.dropSoon(chain.removals.forget(identity));
}
