import { type ChainPlan, writesNeeded } from '../plan/chain-plan.ts';
import type { Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** What is acknowledged is stored where it must be by then. */
export function checkAcknowledgements(simulation: Simulation, findings: Findings): void {
  for (const sent of simulation.record.sent.values()) {
    if (!Number.isFinite(sent.acknowledgedAt) || sent.revision === undefined) continue;
    if (isStored(simulation, simulation.plan.chain, sent)) continue;
    const { session, n } = sent;
    findings.judge('what is acknowledged is stored by as many drivers as it must', () => `${session}: message ${n}`);
  }
}

function isStored(simulation: Simulation, chain: ChainPlan, sent: Sent): boolean {
  const stored = chain.links.filter(({ to, background }) => {
    if (background) return false;
    if (typeof to !== 'number') return isStored(simulation, to, sent);
    const backend = simulation.backends[to];
    const heldSince = backend?.heldSince.get(sent.revision) ?? Number.POSITIVE_INFINITY;
    return heldSince <= sent.acknowledgedAt || wasReplaced(simulation, to, sent);
  });
  return stored.length >= writesNeeded(chain);
}

/** A rewrite that had seen the message stands for it, also where the message itself never came. */
function wasReplaced({ backends, record }: Simulation, server: number, { n, session, acknowledgedAt }: Sent): boolean {
  const heldSince = backends[server]?.heldSince;
  return record.attempts.some(
    ({ session: of, seen, left, revision }) =>
      of === session &&
      (seen.versions.has(n) || left.versions.has(n)) &&
      (heldSince?.get(revision) ?? Number.POSITIVE_INFINITY) <= acknowledgedAt,
  );
}
