import type { Item } from '@agentstore/core';
import type { PhysicalState } from '../backend/backend.ts';
import { holds } from '../record/message.ts';
import type { Call, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';

type List = readonly Item[] | null;

/** Excuse: no server ever took note of the removal, and the process that called it, and was told that it failed, died. */
export function wasNeverStored(simulation: Simulation, removal: Call): boolean {
  const caller = simulation.processes.find(({ id }) => id === removal.process);
  const isKnown = statesOf(simulation, removal.session).some(
    ({ at, list }) => at >= removal.startedAt && isBuried(list),
  );
  return removal.outcome === 'failed' && !caller?.isAlive && !isKnown;
}

/**
 * Excuse: all servers that held the removal's tombstone lost it by a fault; or it was taken away in time, and a server went
 * back to a state from before the removal, since when nobody but that state knew the message.
 */
export function wasRemovalLost(simulation: Simulation, removal: Call, { session, n }: Sent): boolean {
  const states = statesOf(simulation, session);
  let wasHeld = false;
  for (const { at, cause } of [...states].sort((a, b) => a.at - b.at)) {
    if (at < removal.startedAt) continue;
    const isHeld = heldAt(simulation, session, at, isBuried);
    if (wasHeld && !isHeld) {
      if (cause !== 'request') return true;
      const isElsewhere = heldAt(simulation, session, at, (list) => holds(list, n));
      const cameBack = states.some((state) => state.at > at && state.cause === 'restored' && holds(state.list, n));
      if (!isElsewhere && cameBack) return true;
    }
    wasHeld = isHeld;
  }
  return false;
}

function isBuried(list: List): boolean {
  return list?.some(({ removed }) => removed === true) ?? false;
}

function statesOf({ backends }: Simulation, key: string): PhysicalState[] {
  return backends.flatMap((backend) => backend.states.get(key) ?? []);
}

/** Whether a server held something at the end of a moment, or it was under way to one. */
function heldAt(
  { backends, flights }: Simulation,
  key: string,
  moment: number,
  isIt: (list: List) => boolean,
): boolean {
  const isHeld = backends.some((backend) =>
    isIt((backend.states.get(key) ?? []).findLast(({ at }) => at <= moment)?.list ?? null),
  );
  return (
    isHeld ||
    flights.all.some(
      (flight) =>
        flight.key === key && flight.from <= moment && flight.until > moment && isIt(flight.entries as Item[]),
    )
  );
}
