import type { Item } from '@agentstore/core';
import type { PhysicalState } from '../backend/backend.ts';
import { holds } from '../record/message.ts';
import type { Call, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { clocksDisagree } from './clocks.ts';
import { buriedBy, tombstonesOf } from './tombstones.ts';

type List = readonly Item[] | null;

/** Excuse: no driver took the removal, and its caller was told so. */
export function wasTakenByNone(simulation: Simulation, removal: Call): boolean {
  return removal.outcome === 'failed' && tombstonesOf(simulation, removal).length === 0;
}

/** The moments at which the last server that knew of the removal knew it no more, and what made it so. */
function losses(simulation: Simulation, removal: Call): PhysicalState[] {
  const isBuried = buriedBy(simulation, removal);
  let wasHeld = false;
  return statesOf(simulation, removal.session)
    .sort((a, b) => a.at - b.at)
    .filter(({ at }) => {
      if (at < removal.startedAt) return false;
      const isHeld = heldAt(simulation, removal.session, at, isBuried);
      const isLoss = wasHeld && !isHeld;
      wasHeld = isHeld;
      return isLoss;
    });
}

/**
 * Excuse: all servers that held the removal's tombstone lost it by a fault; or it was taken away in time, and a server went
 * back to a state from before the removal, since when nobody but that state knew the message.
 */
export function wasRemovalLost(simulation: Simulation, removal: Call, { session, n }: Sent): boolean {
  return losses(simulation, removal).some(({ at, cause }) => {
    if (cause !== 'request') return true;
    const isElsewhere = heldAt(simulation, session, at, (list) => holds(list, n));
    const cameBack = (state: PhysicalState) => state.at > at && state.cause === 'restored' && holds(state.list, n);
    return !isElsewhere && statesOf(simulation, session).some(cameBack);
  });
}

/** In milliseconds: how long a tombstone stays. */
const tombstoneLifeMs = 10 * 60_000;

/** Excuse: the tombstone was taken away before its time by somebody whose clock is wrong by more than the documents allow. */
export function wasSweptEarly(simulation: Simulation, removal: Call): boolean {
  const isEarly = ({ at, cause }: PhysicalState) => cause === 'request' && at < removal.startedAt + tombstoneLifeMs;
  return clocksDisagree(simulation) && losses(simulation, removal).some(isEarly);
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
