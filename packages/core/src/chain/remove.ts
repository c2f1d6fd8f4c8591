import type { Item, SessionIdentity } from '@agentstore/core';
import { mintRevision } from '../journal/revision.ts';
import { tombstoneFor, visible } from '../journal/tombstone.ts';
import type { ChainState } from './chain-state.ts';
import { madeGood, noteMissed } from './hints.ts';
import { haveSameEntries } from './same-entries.ts';
import { type Failure, settle, throwFailures } from './settle.ts';
import { unite } from './unite.ts';

/**
 * Replaces the list by a tombstone in all links. One that could not be reached leaves the removal unfinished, though nobody
 * sees the list any more.
 */
export async function removeAll(chain: ChainState, identity: SessionIdentity): Promise<void> {
  await chain.background.idle(identity);
  const failures: Failure[] = [];
  const onFailure = async (failure: Failure) => {
    failures.push(failure);
    await noteMissed(chain, 'remove', identity, failure);
  };
  const revision = mintRevision();
  const begun = chain.agreements.begin();
  let had = false;
  const first = await settle(
    chain.links,
    (link) =>
      link.update(identity, (items) => {
        if (visible(items, chain.id) === null || !items) return items;
        had = true;
        return [tombstoneFor(items, revision, chain.id)];
      }),
    onFailure,
  );
  // Where nobody has anything, a tombstone would only be for somebody who could not be asked.
  if (had || failures.length > 0) {
    const tombstones = unite(
      [[tombstoneFor([], revision, chain.id)], ...first.answers.map(({ value }) => value)],
      chain.id,
    );
    const poorer = first.answers.filter(({ value }) => !haveSameEntries(value ?? [], tombstones ?? []));
    await Promise.all([
      settle(
        poorer.map(({ link }) => link),
        (link) => link.update(identity, (items) => unite([items, tombstones], chain.id)),
        onFailure,
      ),
      rememberTombstones(chain, identity, tombstones ?? []),
    ]);
  }
  chain.newest.forget(identity);
  if (failures.length === 0) {
    madeGood(chain, identity, chain.links);
    chain.agreements.note(identity, begun, 'whole');
    return;
  }
  const holders = [...new Set(failures.map(({ link }) => link.id))].join(', ');
  const reason = `these still hold data, and lose it when they are back (${holders}):`;
  throwFailures('remove', identity, reason, failures);
}

/** So that they are taken away in time, and not listed until then. */
export async function rememberTombstones(
  chain: ChainState,
  identity: SessionIdentity,
  tombstones: readonly Item[],
): Promise<void> {
  const hints = await chain.hints.add([{ driver: null, key: identity.key }]);
  for (const { id } of hints) chain.removals.note(identity, id, tombstones);
}
