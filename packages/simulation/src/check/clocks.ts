import type { Call, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { tombstonesOf } from './tombstones.ts';

/**
 * Excuse: what a removal could not see goes by the clock. The message stayed since it is newer by the revisions of both,
 * though it was acknowledged before: the removal had not seen it, or it would have made itself newer.
 */
export function isNewerByClock(simulation: Simulation, removal: Call, { revision }: Sent): boolean {
  const revisions = tombstonesOf(simulation, removal);
  return revision !== undefined && revisions.length > 0 && revisions.every((tombstone) => tombstone < revision);
}

/**
 * Excuse: the same the other way round. The message went since it is older by the revisions of both, though it was sent after
 * a removal, one that did not reach every driver.
 */
export function isOlderByClock(simulation: Simulation, sent: Sent): boolean {
  const { session, acknowledgedFrom } = sent;
  const revisions = revisionsOf(simulation, sent);
  return simulation.record.removals.some(
    (removal) =>
      removal.session === session &&
      removal.outcome !== 'done' &&
      removal.startedAt <= acknowledgedFrom &&
      tombstonesOf(simulation, removal).some((tombstone) => revisions.some((revision) => revision < tombstone)),
  );
}

/** Of the entry that brought it, or of the rewrite that did. */
function revisionsOf({ record }: Simulation, { n, session, revision, acknowledgedAt }: Sent): string[] {
  if (revision !== undefined) return [revision];
  const attempts = record.attempts.filter((attempt) => attempt.session === session && attempt.left.versions.has(n));
  return attempts.filter((attempt) => attempt.acknowledgedAt === acknowledgedAt).map((attempt) => attempt.revision);
}

/** In milliseconds: clocks that disagree by less cost nothing, as the documents say. */
const tolerated = 5 * 60_000;

/** Whether two clocks of this simulation disagree, at some time, by more than the documents allow. */
export function clocksDisagree({ plan }: Simulation): boolean {
  const offsets = plan.processes.map(({ clockOffset }) => clockOffset);
  // Who judges in the end has the true time.
  const furthest = Math.max(0, ...offsets) - Math.min(0, ...offsets);
  return furthest > tolerated || plan.faults.some(({ kind }) => kind === 'clock jump');
}

/**
 * Excuse: a writer's clock is further behind than the documents allow, and it had read nothing since others rewrote or removed a
 * long session: by its revision, the message is as old as what all had seen.
 */
export function isBelowBound(simulation: Simulation, { session, revision }: Sent): boolean {
  if (!clocksDisagree(simulation) || revision === undefined) return false;
  const states = simulation.backends.flatMap((backend) => backend.states.get(session) ?? []);
  return states.some(({ list }) =>
    list?.some(({ replaces }) => String((replaces as { upTo?: string } | undefined)?.upTo ?? '') >= revision),
  );
}
