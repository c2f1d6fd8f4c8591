import { SessionIdentity } from '@agentstore/core';
import { agreementLifeMs } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import { mend } from './mend.ts';
import { sweepDueSoon } from './sweep.ts';

/** As `learnHints`, unless that was done a short while ago. */
export async function learnHintsInTime(chain: ChainState): Promise<void> {
  const { hintsLearnedAt } = chain;
  const isDue = hintsLearnedAt === null || performance.now() - hintsLearnedAt > agreementLifeMs;
  if (isDue) await learnHints(chain);
}

/** Learns what other processes, or this one before it was restarted, could not see to, and sees to it. */
export async function learnHints(chain: ChainState): Promise<void> {
  chain.hintsLearnedAt = performance.now();
  const hints = await chain.hints.read();
  for (const { id, driver, key } of hints ?? []) {
    const identity = SessionIdentity.fromKey(key);
    const link = chain.links.find((one) => one.id === driver);
    if (driver === null) learnRemoval(chain, identity, id);
    else if (link) {
      chain.missed.learn(link, identity, id);
      chain.agreements.forget(identity);
      link.health.owes();
    }
  }
  sweepDueSoon(chain);
}

/** Where regions share a driver, the other one's chain did not reach all of ours. */
function learnRemoval(chain: ChainState, identity: SessionIdentity, hint: string): void {
  const isNew = !chain.removals.has(identity);
  chain.removals.note(identity, hint);
  if (!isNew || chain.reads !== 'merged') return;
  chain.upkeep.start({ work: 'hand-over', driver: null, identity: identity.key }, () => mend(chain, identity));
}
