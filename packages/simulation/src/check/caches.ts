import type { Item } from '@agentstore/core';
import type { PhysicalState } from '../backend/backend.ts';
import type { Read } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { trustedMs } from './went-back.ts';

type List = readonly Item[] | null;

/**
 * Excuse: a cache had what is looked for and dropped it. What it was given next another process had read before that was stored
 * elsewhere too, and nobody has compared the drivers since.
 */
export function wasGivenOlder(
  { backends }: Simulation,
  { session, startedAt, endedAt }: Read,
  storedAt: number,
  isIt: (list: List) => boolean,
): boolean {
  const caches = backends.filter(({ ttlMs }) => Number.isFinite(ttlMs));
  return caches.some((cache) => {
    const states = (cache.states.get(session) ?? []).filter(({ at }) => at <= endedAt);
    return states.some((state, place) => {
      const given = states.slice(place + 1).find(({ list }) => list !== null);
      if (!isDropped(state) || !isIt(states[place - 1]?.list ?? null) || !given || isIt(given.list)) return false;
      return Math.max(given.at, storedAt) >= startedAt - trustedMs;
    });
  });
}

function isDropped({ cause }: PhysicalState): boolean {
  return cause === 'evicted' || cause === 'expired';
}
