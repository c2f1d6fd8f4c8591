import type { Item, SessionIdentity } from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
import { hasConflict } from '../journal/journal.ts';
import type { Look } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import { hasExpiredFor } from './expired.ts';
import { type Gathered, gather } from './gather.ts';
import { madeGood, noteMissed } from './hints.ts';
import type { Link } from './link.ts';
import { haveSameEntries } from './same-entries.ts';
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
  const { answers, failures, union } = gathered;
  const knowsAll = hasAllKnown(chain, identity, gathered);
  const poorer = answers.filter((answer) => union !== null && isPoorer(chain, identity, answer, union));
  if (union && poorer.length > 0 && hasConflict(union)) chain.events.emit('conflict', { identity: identity.key });
  const repaired = await settle(
    poorer.map(({ link }) => link),
    (link) => link.update(identity, (items) => unite([union, items], chain.id)),
    (failure) => noteMissed(chain, 'update', identity, failure),
  );

  const isMended = ({ link }: Answer<unknown>) => !repaired.failures.some((failure) => failure.link === link);
  const mended = answers.filter(isMended).map(({ link }) => link);
  if (knowsAll) madeGood(chain, identity, mended, begun);
  const agree = failures.length === 0 && mended.length === answers.length;
  if (agree && chain.foreground.every((link) => mended.includes(link))) chain.agreements.note(identity, begun, 'whole');
  return agree;
}

/** Whether nothing that a link is known to have missed is only on links that did not answer. */
function hasAllKnown(chain: ChainState, identity: SessionIdentity, { answers, failures }: Gathered): boolean {
  if (failures.length === 0) return true;
  const holders = chain.foreground.filter((link) => !chain.missed.has(link, identity));
  return holders.length > 0 && holders.every((holder) => answers.some(({ link }) => link === holder));
}

function isPoorer(
  chain: ChainState,
  identity: SessionIdentity,
  { link, value }: Answer<Item[] | null>,
  union: readonly Item[],
): boolean {
  // Lists that are no journals are carried only to where it is known that something is missing.
  if (!isJournal(union)) return chain.missed.has(link, identity);
  if (value === null && hasExpiredFor(link, union)) return false;
  return !haveSameEntries(value ?? [], union);
}
