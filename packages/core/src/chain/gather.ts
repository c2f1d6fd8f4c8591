import type { DriverOperation, Item, SessionIdentity } from '@agentstore/core';
import { isComplete } from '../journal/journal.ts';
import { trustIn } from './believe.ts';
import type { ChainState } from './chain-state.ts';
import { lifetimeOf } from './expired.ts';
import type { Link } from './link.ts';
import { type Answer, type Failure, settle, throwFailures } from './settle.ts';
import { unite } from './unite.ts';

/** What links hold. */
export interface Gathered {
  /** Of those that answered; first those that missed nothing. */
  readonly answers: readonly Answer<Item[] | null>[];
  readonly failures: readonly Failure[];
  /** Those that answered and missed nothing. */
  readonly trusted: readonly Link[];
  /** What they hold together. */
  readonly union: Item[] | null;
}

export async function gather(
  chain: ChainState,
  identity: SessionIdentity,
  links: readonly Link[] = chain.foreground,
): Promise<Gathered> {
  const trust = new Map(links.map((link) => [link, trustIn(chain, link, identity)]));
  const { answers, failures } = await settle(links, (link) =>
    link.call('read', identity, (driver) => driver.read(identity)),
  );
  const trusted = answers.map(({ link }) => link).filter((link) => trust.get(link)?.());
  const rank = ({ link }: Answer<unknown>) => (trusted.includes(link) ? 0 : 1);
  const ranked = answers.toSorted((a, b) => rank(a) - rank(b));
  const lists = ranked.map(({ value }) => value);
  return { answers: ranked, failures, trusted, union: unite(lists, chain.id) };
}

/** Whether those that answered have all that is known to have been acknowledged. */
export function isAll(chain: ChainState, identity: SessionIdentity, gathered: Gathered): boolean {
  const { answers, failures, trusted, union } = gathered;
  if (failures.length === 0) return true;
  if (union === null) return mayTellNone(chain, identity, answers);
  if (!chain.newest.isIn(union, identity)) return false;
  return isComplete(union) && trusted.length > 0;
}

/** Whether each change that was acknowledged is on one of these links at least, as far as none lost what it was given. */
export function holdAcknowledged(
  { foreground, lasting, minWrites }: ChainState,
  links: readonly { readonly link: Link }[],
): boolean {
  const caches = foreground.length - lasting.length;
  const holders = Math.max(0, minWrites - caches);
  return links.filter(({ link }) => lasting.includes(link)).length > lasting.length - holders;
}

/** Whether it is the truth that there is no list where these links have none: each change needed every link. */
export function mayTellNone(
  chain: ChainState,
  identity: SessionIdentity,
  links: readonly { readonly link: Link }[],
): boolean {
  const needsAll = chain.minWrites === chain.foreground.length;
  // Behind caches alone, one in the background has what they forgot.
  const isBehind = (link: Link) => link.background && chain.lasting.every((one) => lifetimeOf(one) < lifetimeOf(link));
  const hasAsked = (link: Link) => links.some((one) => one.link === link);
  const hasAskedAll = holdAcknowledged(chain, links) && chain.links.every((link) => !isBehind(link) || hasAsked(link));
  // Where this process knows better, a driver was emptied.
  return needsAll && hasAskedAll && !chain.newest.isKnown(identity);
}

/**
 * Unreadable is never empty: a link that failed may hold what the others lack. Only where every change needed every link
 * is what the others say the truth.
 */
export function refuseGuess(operation: DriverOperation, identity: SessionIdentity, failures: readonly Failure[]): void {
  const reason =
    'the drivers that answered do not have all of it, and these failed and may have it ' +
    '(pass fresh: true for a session whose id was made just now):';
  throwFailures(operation, identity, reason, failures);
}

/** Tells that what was read may lack what these hold. */
export function mark(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  failures: readonly Failure[],
): void {
  for (const { link, cause } of failures) {
    chain.events.emit('degraded', { operation, identity: identity.key, driver: link.id, cause });
  }
}
