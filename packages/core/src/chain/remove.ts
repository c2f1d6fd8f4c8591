import type { Item, SessionIdentity } from '@agentstore/core';
import { entriesOf } from '../journal/entry.ts';
import { accountOf } from '../journal/journal.ts';
import { mintRevision, type Revision } from '../journal/revision.ts';
import { tombstoneFor, visible } from '../journal/tombstone.ts';
import type { ChainState } from './chain-state.ts';
import { changeEach } from './change-each.ts';
import { madeGood } from './hints.ts';
import type { Link } from './link.ts';
import { haveSameEntries } from './same-entries.ts';
import { throwFailures } from './settle.ts';
import { unite } from './unite.ts';

/**
 * Replaces the list by a tombstone in all links. One that could not be reached leaves the removal unfinished, though nobody
 * sees the list any more; where none took it, nothing is removed.
 */
export async function removeAll(chain: ChainState, identity: SessionIdentity): Promise<void> {
  await chain.background.idle(identity);
  const begun = chain.agreements.begin();
  let revision: Revision | undefined;
  // Of the first list that is seen on, so that it comes after what is in it.
  const revisionOf = () => {
    revision ??= mintRevision();
    return revision;
  };

  const first = await changeEach(chain, 'remove', identity, chain.links, (link) =>
    bury(chain, link, identity, revisionOf),
  );
  const tombstone = tombstoneFor([], revisionOf(), chain.id);
  // Where nobody has anything, a tombstone would only be for somebody who could not be asked.
  const forFailed = first.failures.length > 0 ? [tombstone] : null;
  const tombstones = unite([forFailed, ...first.answers.map(({ value }) => value)], chain.id);
  const poorer = first.answers.filter(({ value }) => !haveSameEntries(value ?? [], tombstones ?? []));
  const [second] = await Promise.all([
    changeEach(
      chain,
      'remove',
      identity,
      poorer.map(({ link }) => link),
      (link) => link.update(identity, (items) => unite([items, tombstones], chain.id)),
    ),
    tombstones && rememberTombstones(chain, identity, tombstones),
  ]);
  if (first.answers.length > 0 && tombstones) chain.newest.note(identity, tombstones);
  else chain.newest.forget(identity);

  const failures = [...first.failures, ...second.failures];
  if (failures.length === 0) {
    madeGood(chain, identity, chain.links, begun);
    chain.agreements.note(identity, begun, 'whole');
    return;
  }
  const isHolding = (link: Link) => failures.some((failure) => failure.link === link);
  const holders = chain.links.filter(isHolding).map(({ id }) => id);
  const reason =
    holders.length === chain.links.length
      ? 'no driver could: remove it again (what failed may be done late):'
      : `these still hold data, and lose it when they are back (${holders.join(', ')}):`;
  throwFailures('remove', identity, reason, failures);
}

/** Resolves with the tombstones that are there now; null: there was no list. */
function bury(
  chain: ChainState,
  link: Link,
  identity: SessionIdentity,
  revisionOf: () => Revision,
): Promise<Item[] | null> {
  return link.update(identity, (items) => {
    // Removed already: the earlier tombstone stays.
    if (!items || visible(items, chain.id) === null) return items;
    const seen = entriesOf(items);
    const revision = revisionOf();
    // Done late: what is there was stored after it.
    return accountOf(seen)(revision) ? items : [tombstoneFor(seen, revision, chain.id)];
  });
}

/** So that they are taken away in time, and not listed until then. */
export async function rememberTombstones(
  chain: ChainState,
  identity: SessionIdentity,
  tombstones: readonly Item[],
): Promise<void> {
  chain.removals.note(identity, await chain.hints.add({ driver: null, key: identity.key }), tombstones);
}
