import type { Item } from '@agentstore/core';
import type { Simulation } from '../simulation.ts';

/** In milliseconds: clocks that disagree by less cost nothing, as the documents say. */
const tolerated = 5 * 60_000;

/** Excuse: two clocks of this simulation disagree by more than the documents allow. */
export function clocksDisagree({ plan }: Simulation): boolean {
  const offsets = plan.processes.map(({ clockOffset }) => clockOffset);
  const jumps = plan.faults.some(({ kind }) => kind === 'clock jump');
  return jumps || Math.max(...offsets) - Math.min(...offsets) > tolerated;
}

/**
 * Excuse: a removal that could not see the message goes by the clock. The message is older than it by the revisions of
 * both, though it was stored after it.
 */
export function isOlderByClock({ backends }: Simulation, key: string, revision: string | undefined): boolean {
  return tombstonesOf(backends.flatMap((backend) => (backend.states.get(key) ?? []).map(({ list }) => list))).some(
    (tombstone) => revision !== undefined && revision < String(tombstone._rev),
  );
}

function tombstonesOf(lists: readonly (readonly Item[] | null)[]): Item[] {
  return lists.flatMap((list) => list ?? []).filter(({ removed }) => removed === true);
}
