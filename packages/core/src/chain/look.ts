import type { Item, SessionIdentity } from '@agentstore/core';
import { type Entry, entriesOf, isJournal } from '../journal/entry.ts';
import type { ChainState } from './chain-state.ts';
import { hasExpiredFor } from './expired.ts';
import { holdAcknowledged } from './gather.ts';
import { learnHintsInTime } from './learn-hints.ts';
import { haveSameEntries } from './same-entries.ts';
import { type Answer, type Failure, settle } from './settle.ts';

/** How many revisions at the end of each list are compared. What differs before them, `verify` finds. */
const compared = 32;

export type Found =
  | { readonly state: 'agree' | 'differ' }
  /** These could not be asked, and may hold what the others lack. */
  | { readonly state: 'unknown'; readonly failures: readonly Failure[] };

/**
 * Compares the ends of what the drivers hold, where this process has not done so lately. A replica that was promoted while it
 * lagged, a snapshot that was restored, or a process that died between two drivers' writes is found so.
 */
export async function look(chain: ChainState, identity: SessionIdentity): Promise<Found> {
  if (chain.agreements.isKnown(identity)) return { state: 'agree' };
  const begun = chain.agreements.begin();
  const [{ answers, failures }] = await Promise.all([readEnds(chain, identity), learnHintsInTime(chain)]);
  if (answers.some(({ link }) => chain.missed.has(link, identity)) || !agree(answers)) return { state: 'differ' };
  if (failures.length === 0) chain.agreements.note(identity, begun, 'ends');
  return failures.length === 0 || holdAcknowledged(chain, answers)
    ? { state: 'agree' }
    : { state: 'unknown', failures };
}

function readEnds(chain: ChainState, identity: SessionIdentity) {
  return settle(chain.foreground, (link) =>
    link.call('readLast', identity, (driver) => driver.readLast(identity, compared)),
  );
}

function agree(answers: readonly Answer<Item[] | null>[]): boolean {
  const ends = answers.map(({ value }) => value ?? []);
  // Lists that are no journals cannot be united: there is nothing to be found.
  if (!ends.some(isJournal)) return true;
  const from = oldestInAll(ends);
  const all = ends.flat();
  const holders = answers.filter(({ link, value }) => value !== null || !hasExpiredFor(link, all));
  const [first = [], ...others] = holders.map(({ value }) => since(value ?? [], from));
  return others.every((other) => haveSameEntries(first, other));
}

/** From which revision on all of these ends show what their lists hold. */
function oldestInAll(ends: readonly (readonly Item[])[]): string {
  const oldest = ends.map((end) => (end.length < compared ? '' : (entriesOf(end)[0]?._rev ?? '')));
  return oldest.sort().at(-1) ?? '';
}

function since(end: readonly Item[], from: string): Entry[] {
  return entriesOf(end).filter(({ _rev }) => _rev >= from);
}
