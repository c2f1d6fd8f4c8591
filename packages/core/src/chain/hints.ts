import { type DriverOperation, SessionIdentity } from '@agentstore/core';
import { agreementLifeMs } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import type { Link } from './link.ts';
import type { Failure } from './settle.ts';

/** Notes that a link missed a change, here and in the drivers that work. */
export async function noteMissed(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  { link, cause }: Failure,
): Promise<void> {
  const isNew = chain.missed.note(link, identity);
  chain.agreements.forget(identity);
  chain.events.emit('degraded', { operation, identity: identity.key, driver: link.id, cause });
  link.health.owes();
  if (!isNew) return;
  const hints = await chain.hints.add([{ driver: link.id, key: identity.key }]);
  chain.missed.note(
    link,
    identity,
    hints.map(({ id }) => id),
  );
}

/** Links have a list as it should be. */
export function madeGood(chain: ChainState, identity: SessionIdentity, links: readonly Link[]): void {
  for (const link of links) {
    const hints = chain.missed.forget(link, identity);
    if (!hints) continue;
    chain.events.emit('repaired', { identity: identity.key, driver: link.id });
    chain.hints.dropSoon(hints);
  }
}

/** Learns what other processes, or this one before it was restarted, could not see to. At most once in a while. */
export async function learnHints(chain: ChainState, isDue = isLongAgo(chain)): Promise<void> {
  if (!isDue) return;
  chain.hintsLearnedAt = performance.now();
  const hints = await chain.hints.read();
  for (const { id, driver, key } of hints ?? []) {
    const identity = SessionIdentity.fromKey(key);
    const link = chain.links.find((one) => one.id === driver);
    if (driver === null) chain.removals.note(identity, id);
    else if (link) {
      chain.missed.note(link, identity, [id]);
      chain.agreements.forget(identity);
      link.health.owes();
    }
  }
}

function isLongAgo({ hintsLearnedAt }: ChainState): boolean {
  return hintsLearnedAt === null || performance.now() - hintsLearnedAt > agreementLifeMs;
}
