import type { Call, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';

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
export function isOlderByClock(simulation: Simulation, { session, revision, acknowledgedFrom }: Sent): boolean {
  return simulation.record.removals.some(
    (removal) =>
      removal.session === session &&
      removal.outcome !== 'done' &&
      removal.startedAt <= acknowledgedFrom &&
      tombstonesOf(simulation, removal).some((tombstone) => revision !== undefined && revision < tombstone),
  );
}

/** The revisions of the tombstones that drivers took while it went on. */
function tombstonesOf({ backends }: Simulation, { session, startedAt, endedAt }: Call): string[] {
  const revisions = new Set<string>();
  for (const backend of backends) {
    for (const { list } of backend.states.get(session) ?? []) {
      for (const { _rev, removed } of list ?? []) {
        const since = backend.heldSince.get(_rev) ?? 0;
        if (removed === true && since >= startedAt && since <= endedAt) revisions.add(String(_rev));
      }
    }
  }
  return [...revisions];
}
