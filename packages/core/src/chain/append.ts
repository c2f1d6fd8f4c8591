import type { Item, SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { changeEach } from './change-each.ts';
import { inPlace } from './in-place.ts';
import { requireWrites } from './require-writes.ts';
import { updateAll } from './update.ts';

/** Appends to all links at once. Acknowledged when `minWrites` of them did; what the others missed is noted before. */
export async function appendAll(chain: ChainState, identity: SessionIdentity, items: readonly Item[]): Promise<void> {
  if (chain.removals.ended(identity, items)) {
    // A tombstone would hide them.
    await updateAll(chain, identity, (list) => [...(list ?? []), ...items]);
    return;
  }
  return inPlace(chain, 'append', identity, async (place) => {
    const settled = await changeEach(chain, 'append', identity, chain.foreground, (link) =>
      link.call('append', identity, (driver) => driver.append(identity, items)),
    );
    place?.append(items);
    requireWrites(chain, 'append', identity, settled);
    chain.newest.note(identity, items);
  });
}
