import { serversOf } from '../plan/chain-plan.ts';
import type { Read, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { removesOne } from './fates.ts';
import { tombstonesOf } from './tombstones.ts';

/** Excuse: a rewrite that removed the message and one that carries it did not see each other: one of both wins. */
export function wasCarriedMeanwhile({ record }: Simulation, { session }: Read, n: number): boolean {
  const attempts = record.attempts.filter((attempt) => attempt.session === session);
  return attempts.some(
    (removing) =>
      removesOne(removing, n) &&
      attempts.some(
        (carrying) =>
          carrying.left.versions.has(n) &&
          !carrying.standsFor.has(removing.revision) &&
          !removing.standsFor.has(carrying.revision),
      ),
  );
}

/** Excuse: the message was acknowledged by a rewrite that carries it and had not seen a removal, nor was seen by it: it is gone. */
export function wasRemovedMeanwhile(simulation: Simulation, { session, sentAt, acknowledgedAt }: Sent): boolean {
  const { attempts, removals } = simulation.record;
  const isCarried = attempts.some(
    (attempt) => attempt.session === session && attempt.acknowledgedAt === acknowledgedAt,
  );
  return (
    isCarried &&
    removals.some(
      (removal) =>
        removal.session === session &&
        removal.startedAt >= sentAt &&
        removal.startedAt < acknowledgedAt &&
        tombstonesOf(simulation, removal).length > 0,
    )
  );
}

/**
 * Excuse: an update is made of what the driver holds that decides it, the first one. That one had missed what is looked for:
 * whoever stored it did not reach it.
 */
export function wasDecidedApart({ plan, backends }: Simulation, { kind, endedAt }: Read, revision: unknown): boolean {
  const decider = plan.chain.links.find(({ background }) => !background);
  if (kind !== 'update' || !decider) return false;
  const servers = serversOf({ ...plan.chain, links: [decider] });
  return servers.some((at) => (backends[at]?.heldSince.get(revision) ?? Number.POSITIVE_INFINITY) > endedAt);
}
