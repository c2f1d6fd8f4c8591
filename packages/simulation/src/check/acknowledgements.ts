import { type ChainPlan, writesNeeded } from '../plan/chain-plan.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

const rule = 'what is acknowledged is stored by as many drivers as it must';

/** What is acknowledged is stored where it must be by then. */
export function checkAcknowledgements(simulation: Simulation, findings: Findings): void {
  const { record, plan } = simulation;
  for (const { n, session, revision, acknowledgedAt } of record.sent.values()) {
    if (!Number.isFinite(acknowledgedAt) || revision === undefined) continue;
    if (isStored(simulation, plan.chain, revision, acknowledgedAt)) continue;
    findings.judge(rule, () => `${session}: message ${n} at ${acknowledgedAt / 1000} s`);
  }
  for (const { session, revision, acknowledgedAt } of record.attempts) {
    if (!Number.isFinite(acknowledgedAt) || isStored(simulation, plan.chain, revision, acknowledgedAt)) continue;
    findings.judge(rule, () => `${session}: rewrite ${revision} at ${acknowledgedAt / 1000} s`);
  }
}

function isStored(simulation: Simulation, chain: ChainPlan, revision: string, at: number): boolean {
  const stored = chain.links.filter(({ to, background }) => {
    if (background) return false;
    if (typeof to !== 'number') return isStored(simulation, to, revision, at);
    const heldSince = simulation.backends[to]?.heldSince;
    const isHeld = (held: string) => (heldSince?.get(held) ?? Number.POSITIVE_INFINITY) <= at;
    return isHeld(revision) || standingFor(simulation, revision).some(isHeld);
  });
  return stored.length >= writesNeeded(chain);
}

/** Rewrites and tombstones whose writers had seen the revision stand for it, also where it never came itself. */
function standingFor({ record, backends }: Simulation, revision: string): string[] {
  const rewrites = record.attempts
    .filter(({ standsFor }) => standsFor.has(revision))
    .map((attempt) => attempt.revision);
  const tombstones = backends.flatMap((backend) =>
    [...backend.states.values()].flat().flatMap(({ list }) =>
      (list ?? []).filter(({ removed, replaces }) => {
        const also = (replaces as { also?: readonly string[] } | undefined)?.also;
        return removed === true && also?.includes(revision);
      }),
    ),
  );
  return [...rewrites, ...tombstones.map(({ _rev }) => String(_rev))];
}
