import type { Item, SessionIdentity } from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
import type { ChainState } from './chain-state.ts';
import { noteMissed, requireWrites } from './change-all.ts';
import { combine } from './combine.ts';
import type { Link } from './link.ts';
import { isWhole, readLink, refuseGuess, unite } from './read.ts';
import { type Failure, settle, throwFailures } from './settle.ts';

type Change = (items: Item[] | null) => Item[] | null;

/** A reason to give up that no other link would change: what the caller's `change` threw, or a list that nobody can read. */
class Refusal {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** The link does not have all of the list. Thrown out of its update, which then changes nothing. */
class NeedsOthers {}

/**
 * The first link that answers decides, by its own compare-and-set, after what it lacks was read from the others; its
 * outcome is merged into them.
 */
export async function updateAll(chain: ChainState, identity: SessionIdentity, change: Change): Promise<Item[] | null> {
  const failures: Failure[] = [];
  for (const link of chain.links) {
    let outcome: Item[] | null;
    try {
      outcome = await decide(chain, link, identity, (items) => orRefuse(() => change(items)));
    } catch (cause) {
      if (cause instanceof Refusal) throw cause.error;
      failures.push({ link, cause: cause as Failure['cause'] });
      continue;
    }
    await spread(chain, link, identity, outcome, failures);
    return outcome;
  }
  noteMissed(chain, 'update', identity, failures, 'write');
  throwFailures('update', identity, 'no driver could decide it:', failures);
  return null;
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
      if (others.length > 0 && !(items && isWhole(chain, link, identity, items))) throw new NeedsOthers();
      return change(items);
    });
  } catch (error) {
    if (!(error instanceof NeedsOthers)) throw error;
  }

  const { answers, failures } = await settle(others, (other) => readLink(chain, other, identity));
  const isKnown = answers.some((answer) => answer.value && isWhole(chain, answer.link, identity, answer.value));
  if (!isKnown) orRefuse(() => refuseGuess(chain, 'update', identity, failures));
  const mustGo = chain.missed.of(link, identity) === 'remove';
  return link.update(identity, (items) => {
    const lists = [mustGo ? null : items, ...answers.map(({ value }) => value)];
    return change(
      unite(
        chain,
        identity,
        lists.filter((list) => list !== null),
      ),
    );
  });
}

function orRefuse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refusal(error);
  }
}

/** Gives the others what was decided. Links that failed before are not asked again: they would cost a second deadline. */
async function spread(
  chain: ChainState,
  decider: Link,
  identity: SessionIdentity,
  outcome: Item[] | null,
  failed: readonly Failure[],
): Promise<void> {
  const rest = chain.links.filter((link) => link !== decider && !failed.some((failure) => failure.link === link));
  const { answers, failures } = await settle<unknown>(rest, (link) => {
    if (outcome === null) return link.call('remove', identity, (driver) => driver.remove(identity));
    const mustGo = chain.missed.of(link, identity) === 'remove';
    return link.update(identity, (items) =>
      items && !mustGo && isJournal(outcome) ? combine([outcome, items]) : outcome,
    );
  });
  for (const link of [decider, ...answers.map((answer) => answer.link)]) {
    if (chain.missed.forget(link, identity)) chain.events.emit('repaired', { identity: identity.key, driver: link.id });
  }
  const missing = [...failed, ...failures];
  noteMissed(chain, 'update', identity, missing, outcome === null ? 'remove' : 'write');
  requireWrites(chain, 'update', identity, answers.length + 1, missing);
}
