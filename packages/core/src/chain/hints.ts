import type { DriverOperation, SessionIdentity } from '@agentstore/core';
import type { Look } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import type { Link } from './link.ts';
import type { Failure } from './settle.ts';

/** Notes that a link missed a change, here and in the drivers that work. `early`: the id of a hint that was left before. */
export async function noteMissed(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  { link, cause }: Failure,
  early?: Promise<string>,
): Promise<void> {
  const isToBeHinted = chain.missed.note(link, identity);
  chain.agreements.forget(identity);
  chain.events.emit('degraded', { operation, identity: identity.key, driver: link.id, cause });
  link.health.owes();
  if (!isToBeHinted) {
    if (early) chain.hints.dropSoon([await early]);
    return;
  }
  const hint = await (early ?? chain.hints.add({ driver: link.id, key: identity.key }));
  // It may have been made good already.
  const isMissed = chain.missed.has(link, identity);
  chain.hints.dropSoon(isMissed ? chain.missed.hinted(link, identity, hint) : [hint]);
}

/** Links have a list as it should be, but for what they missed since the look began. */
export function madeGood(
  chain: ChainState,
  identity: SessionIdentity,
  links: readonly Link[],
  { noted, since }: Look,
): void {
  for (const link of links) {
    const hints = chain.missed.forget(link, identity, noted);
    if (!hints) continue;
    chain.events.emit('repaired', { identity: identity.key, driver: link.id });
    chain.hints.madeGood(hints, since);
  }
}
