import type { Change, Item, SessionIdentity } from '@agentstore/core';
import { entriesOf } from '../journal/entry.ts';
import { accountOf } from '../journal/journal.ts';
import { mintRevision, type Revision } from '../journal/revision.ts';
import { tombstoneFor, visible, withTombstones } from '../journal/tombstone.ts';
import { isWhole, trustIn } from './believe.ts';
import type { ChainState } from './chain-state.ts';
import { type Gathered, gather, holdAcknowledged, isAll, mark, refuseGuess } from './gather.ts';
import { noteMissed } from './hints.ts';
import { inPlace } from './in-place.ts';
import type { Link } from './link.ts';
import { look } from './look.ts';
import { mendBy } from './mend.ts';
import { rememberTombstones } from './remove.ts';
import { haveSameEntries } from './same-entries.ts';
import { type Failure, throwFailures } from './settle.ts';
import { spread } from './spread.ts';
import { unite } from './unite.ts';
import type { Place } from './write-behind.ts';

/** A reason to give up that no other link would change: what the caller's `change` threw, or a list that nobody can read. */
class Refusal {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** The link does not have all of the list. Thrown out of its update, which then changes nothing. */
class NeedsOthers {
  readonly items: Item[] | null;
  constructor(items: Item[] | null) {
    this.items = items;
  }
}

/**
 * The first link that answers decides, by its own compare-and-set, after what it lacks was read from the others; its outcome
 * is merged into them.
 */
export function updateAll(chain: ChainState, identity: SessionIdentity, change: Change): Promise<Item[] | null> {
  return inPlace(chain, 'update', identity, (place) => updateFirst(chain, identity, change, place));
}

async function updateFirst(
  chain: ChainState,
  identity: SessionIdentity,
  change: Change,
  place: Place | null,
): Promise<Item[] | null> {
  const found = await look(chain, identity);
  if (found.state === 'unknown') mark(chain, 'update', identity, found.failures);
  if (found.state === 'differ') await bringTogether(chain, identity);

  const begun = chain.agreements.begin();
  let before: Item[] | null = null;
  const storing = storingChange(chain, change);
  const deciding: Change = (items) => {
    before = items;
    return storing(items);
  };
  const failures: Failure[] = [];
  for (const link of chain.foreground) {
    let stored: Item[] | null;
    try {
      stored = await decide(chain, link, identity, deciding);
    } catch (cause) {
      if (cause instanceof Refusal) {
        // What failed may be done all the same, and then the others missed it; not where it was not even asked.
        const asked = failures.filter((failure) => failure.cause.code !== 'unavailable');
        await noteFailed(chain, identity, asked);
        throw cause.error;
      }
      failures.push({ link, cause: cause as Failure['cause'] });
      continue;
    }
    const list = visible(stored, chain.id);
    if (stored && !list) {
      const isKnown = chain.removals.has(identity) && haveSameEntries(before ?? [], stored);
      if (!isKnown) await rememberTombstones(chain, identity, stored);
    }
    await spread(chain, identity, { decider: link, before, stored, failures, begun, place });
    return list;
  }
  await noteFailed(chain, identity, failures);
  throwFailures('update', identity, 'no driver could decide it:', failures);
  return null;
}

async function noteFailed(chain: ChainState, identity: SessionIdentity, failures: readonly Failure[]): Promise<void> {
  await Promise.all(failures.map((failure) => noteMissed(chain, 'update', identity, failure)));
}

/** What some have is to be seen by whichever of them decides. */
async function bringTogether(chain: ChainState, identity: SessionIdentity): Promise<void> {
  const begun = chain.agreements.begin();
  const gathered = await gather(chain, identity);
  await mendBy(chain, identity, gathered, begun);
  if (!holdAcknowledged(chain, gathered.answers)) mark(chain, 'update', identity, gathered.failures);
}

/** What a driver stores: the outcome of a change that sees no tombstones, and a tombstone for null. */
function storingChange(chain: ChainState, change: Change): Change {
  let removal: Revision | undefined;
  return (items) => {
    const shown = visible(items, chain.id);
    const outcome = orRefuse(() => change(shown));
    if (outcome) return withTombstones(items, outcome, chain.id);
    // Removed already: the earlier tombstone stays.
    if (!items || !shown) return items;
    const seen = entriesOf(items);
    removal ??= mintRevision();
    // Done late: what is there was stored after the removal.
    return accountOf(seen)(removal) ? items : [tombstoneFor(seen, removal, chain.id)];
  };
}

async function decide(
  chain: ChainState,
  link: Link,
  identity: SessionIdentity,
  change: Change,
): Promise<Item[] | null> {
  const others = chain.links.filter((other) => other !== link);
  try {
    return await link.update(identity, (items) => {
      if (!items || !trustIn(chain, link, identity)() || !isWhole(chain, identity, items)) throw new NeedsOthers(items);
      return change(items);
    });
  } catch (error) {
    if (!(error instanceof NeedsOthers)) throw error;
    const isTrusted = !chain.missed.has(link, identity);
    const { answers, failures, trusted, union } = await gather(chain, identity, others);
    const all: Gathered = {
      answers: [...answers, { link, value: error.items }],
      failures,
      trusted: isTrusted ? [...trusted, link] : trusted,
      union: unite([union, error.items], chain.id),
    };
    if (!isAll(chain, identity, all)) orRefuse(() => refuseGuess('update', identity, failures));
    if (!holdAcknowledged(chain, all.answers)) mark(chain, 'update', identity, failures);
    return link.update(identity, (items) => change(unite(isTrusted ? [items, union] : [union, items], chain.id)));
  }
}

function orRefuse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refusal(error);
  }
}
