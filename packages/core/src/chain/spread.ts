import type { Change, Item, SessionIdentity } from '@agentstore/core';
import { entriesOf, isJournal } from '../journal/entry.ts';
import { hasConflict } from '../journal/journal.ts';
import type { Look } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import { changeEach } from './change-each.ts';
import { madeGood, noteMissed } from './hints.ts';
import type { Link } from './link.ts';
import { requireWrites } from './require-writes.ts';
import { haveSameEntries } from './same-entries.ts';
import type { Failure } from './settle.ts';
import { unite } from './unite.ts';
import type { Place } from './write-behind.ts';

export interface Decision {
  readonly decider: Link;
  /** What it decided on. */
  readonly before: Item[] | null;
  /** What it stores now. */
  readonly stored: Item[] | null;
  /** Of links that were to decide before: they are not asked again, which would cost a second deadline. */
  readonly failures: readonly Failure[];
  /** When the update began. */
  readonly begun: Look;
  readonly place: Place | null;
}

/** Gives the other links what one of them decided. */
export async function spread(chain: ChainState, identity: SessionIdentity, decision: Decision): Promise<void> {
  const { decider, stored, failures, begun, place } = decision;
  const taken = takenBy(chain, decision);
  const failed = Promise.all(failures.map((failure) => noteMissed(chain, 'update', identity, failure)));
  const isFailed = (link: Link) => failures.some((failure) => failure.link === link);
  const rest = chain.foreground.filter((link) => link !== decider && !isFailed(link));
  const settled = await changeEach(chain, 'update', identity, rest, (link) => link.update(identity, taken));
  await failed;
  place?.update(taken);
  chain.newest.note(identity, stored);

  const holders = [decider, ...settled.answers.map(({ link }) => link)];
  if (holders.length === chain.foreground.length) {
    madeGood(chain, identity, holders, begun);
    const agree = settled.answers.every(({ value }) => haveSameEntries(value ?? [], stored ?? []));
    if (agree) chain.agreements.note(identity, begun, 'whole');
    else chain.agreements.forget(identity);
    if (settled.answers.some(({ value }) => value && hasConflict(value))) {
      chain.events.emit('conflict', { identity: identity.key });
    }
  }
  const answers = holders.map((link) => ({ link, value: null }));
  requireWrites(chain, 'update', identity, { answers, failures: [...failures, ...settled.failures] });
}

/**
 * What a link makes of a decision: it keeps what it alone has, and what was dropped is dropped here too. Lists that are no
 * journals are replaced.
 */
function takenBy(chain: ChainState, { before, stored }: Decision): Change {
  const kept = new Set(entriesOf(stored ?? []).map(({ _rev }) => _rev));
  const earlier = entriesOf(before ?? []).map(({ _rev }) => _rev);
  const dropped = new Set(earlier.filter((revision) => !kept.has(revision)));
  return (items) => {
    // Where there was nothing, nothing was removed: what came meanwhile stays.
    if (!stored) return items;
    if (!items || (isJournal(items) && !isJournal(stored))) return stored;
    const union = unite([stored, items], chain.id);
    return isJournal(stored) ? (union?.filter(({ _rev }) => !dropped.has(String(_rev))) ?? null) : union;
  };
}
