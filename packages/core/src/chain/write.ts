import type { Item, SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { changeEach } from './change-each.ts';
import { madeGood } from './hints.ts';
import { inPlace } from './in-place.ts';
import { requireWrites } from './require-writes.ts';

/** Replaces what all links hold: a blind write, which no Storage does. */
export function writeAll(chain: ChainState, identity: SessionIdentity, items: readonly Item[]): Promise<void> {
  return inPlace(chain, 'write', identity, async (place) => {
    const begun = chain.agreements.begin();
    const settled = await changeEach(chain, 'write', identity, chain.foreground, (link) =>
      link.call('write', identity, (driver) => driver.write(identity, items)),
    );
    const links = settled.answers.map(({ link }) => link);
    madeGood(chain, identity, links, begun);
    place?.write(items);
    chain.newest.forget(identity);
    requireWrites(chain, 'write', identity, settled);
  });
}
