import type { Read } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';

/** In milliseconds: how long a process trusts that the drivers agree. */
export const trustedMs = 60_000;

/** Excuse: a server went back to an old state, or to nothing, after this process compared the drivers, and nothing told so since. */
export function wentBack({ backends }: Simulation, { session, startedAt, endedAt }: Read, isKnown: boolean): boolean {
  return backends.some((backend) =>
    (backend.states.get(session) ?? []).some(
      ({ at, cause }) =>
        (cause === 'restored' || (cause === 'lost' && !isKnown)) && at <= endedAt && at >= startedAt - trustedMs,
    ),
  );
}
