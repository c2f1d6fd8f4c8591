import type { Item, SessionIdentity } from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
import { hasConflict, isComplete } from '../journal/journal.ts';
import type { Look } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import { hasExpiredFor } from './expired.ts';
import { type Gathered, gather } from './gather.ts';
import { madeGood, noteMissed } from './hints.ts';
import type { Link } from './link.ts';
import { haveSameEntries, lacking, lastRevision } from './same-entries.ts';
import { type Answer, settle } from './settle.ts';
import { unite } from './unite.ts';

/** Makes links hold what they hold together. Resolves with whether all of them do now. */
export async function mend(
  chain: ChainState,
  identity: SessionIdentity,
  links: readonly Link[] = chain.foreground,
): Promise<boolean> {
  const begun = chain.agreements.begin();
  return mendBy(chain, identity, await gather(chain, identity, links), begun);
}

/** The same, where it was read already what they hold. */
export async function mendBy(
  chain: ChainState,
  identity: SessionIdentity,
  gathered: Gathered,
  begun: Look,
): Promise<boolean> {
  const { answers, failures, trusted, union } = gathered;
  // What only links have that missed something may be removed, as those know that did not answer: whoever missed nothing, and
  // may have lost what it had, is not given that.
  const isSure = haveAllAnswered(chain, identity, gathered);
  const believed = isSure ? union : uniteOf(chain, gathered, trusted);
  const due = (link: Link) => (trusted.includes(link) ? believed : union);
  const poorer = answers.filter((answer) => isPoorer(chain, identity, answer, due(answer.link)));
  if (union && poorer.length > 0 && hasConflict(union)) chain.events.emit('conflict', { identity: identity.key });
  const lists = new Map(answers.map(({ link, value }) => [link, value]));
  const repaired = await settle(
    poorer.map(({ link }) => link),
    (link) => repair(chain, link, identity, lists.get(link) ?? null, due(link) ?? []),
    (failure) => noteMissed(chain, 'update', identity, failure),
  );

  const isMended = ({ link }: Answer<unknown>) => !repaired.failures.some((failure) => failure.link === link);
  const mended = answers.filter(isMended).map(({ link }) => link);
  // What was not acknowledged may be on a link in the background alone.
  const wereAllAsked = answers.length + failures.length === chain.links.length;
  if (isSure && wereAllAsked) madeGood(chain, identity, mended, begun);
  const agree = failures.length === 0 && mended.length === answers.length;
  if (agree && chain.foreground.every((link) => mended.includes(link))) chain.agreements.note(identity, begun, 'whole');
  return agree;
}

/** In entries: a longer list is not put in order for what it lacks in its middle. */
const longList = 64;

/**
 * What only lacks entries is given these, at its end or in a long list: all else is replaced, which costs some backends as much
 * as the whole list is long.
 */
async function repair(
  chain: ChainState,
  link: Link,
  identity: SessionIdentity,
  list: readonly Item[] | null,
  union: readonly Item[],
): Promise<void> {
  const missing = lacking(list ?? [], union);
  const newest = lastRevision(list ?? []) ?? '';
  const fitsAtEnd = missing.every(({ _rev }) => _rev > newest) || (list?.length ?? 0) > longList;
  const isShorter = isJournal(union) && lacking(union, list ?? []).length === 0;
  if (isShorter && fitsAtEnd && !missing.some(({ replaces }) => replaces))
    await link.call('append', identity, (driver) => driver.append(identity, missing));
  else await link.update(identity, (items) => unite([union, items], chain.id));
}

/** What some of those that answered hold together. */
function uniteOf(chain: ChainState, { answers }: Gathered, links: readonly Link[]): Item[] | null {
  const lists = answers.filter(({ link }) => links.includes(link)).map(({ value }) => value);
  return unite(lists, chain.id);
}

/** Whether nothing that a link is known to have missed is only on links that did not answer. */
function haveAllAnswered(chain: ChainState, identity: SessionIdentity, gathered: Gathered): boolean {
  const { answers, failures, union } = gathered;
  if (failures.length === 0) return true;
  const holders = chain.foreground.filter((link) => !chain.missed.has(link, identity));
  const lists = holders.map((holder) => answers.find(({ link }) => link === holder)?.value);
  // One that forgot what it had does not know either what was removed.
  const isVouchedFor = lists.some((list) => (list ? isComplete(list) : list === null && union === null));
  return isVouchedFor && !lists.includes(undefined);
}

function isPoorer(
  chain: ChainState,
  identity: SessionIdentity,
  { link, value }: Answer<Item[] | null>,
  union: readonly Item[] | null,
): boolean {
  if (union === null) return false;
  // Lists that are no journals are carried only to where it is known that something is missing.
  if (!isJournal(union)) return chain.missed.has(link, identity);
  if (value === null && hasExpiredFor(link, union)) return false;
  return !haveSameEntries(value ?? [], union);
}
