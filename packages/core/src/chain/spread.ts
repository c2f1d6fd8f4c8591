import type { Item, SessionIdentity } from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
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
  const failed = Promise.all(failures.map((failure) => noteMissed(chain, 'update', identity, failure)));
  const isFailed = (link: Link) => failures.some((failure) => failure.link === link);
  const rest = chain.foreground.filter((link) => link !== decider && !isFailed(link));
  const settled = await changeEach(chain, 'update', identity, rest, (link) =>
    link.update(identity, (items) => taken(stored, items, chain.id)),
  );
  await failed;
  place?.update((items) => taken(stored, items, chain.id));
  chain.newest.note(identity, stored);

  const holders = [decider, ...settled.answers.map(({ link }) => link)];
  if (holders.length === chain.foreground.length) {
    madeGood(chain, identity, holders, begun);
    const agree = settled.answers.every(({ value }) => haveSameEntries(value ?? [], stored ?? []));
    if (agree) chain.agreements.note(identity, begun, 'whole');
    else chain.agreements.forget(identity);
  }
  const answers = holders.map((link) => ({ link, value: null }));
  requireWrites(chain, 'update', identity, { answers, failures: [...failures, ...settled.failures] });
}

/** What a link makes of a decision: it keeps what it alone has, unless the lists are no journals. */
function taken(stored: Item[] | null, items: Item[] | null, by: string): Item[] | null {
  if (stored && items && (isJournal(stored) || !isJournal(items))) return unite([stored, items], by);
  return stored;
}
