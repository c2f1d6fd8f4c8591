import type { Item } from '@agentstore/core';
import { holds } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';

type List = readonly Item[] | null;

/** Excuse: at a moment between, no server held the message, and none was under way to one. */
export function wasLost(simulation: Simulation, key: string, n: number, from: number, until: number): boolean {
  return wasNowhere(simulation, key, (list) => holds(list, n), from, until);
}

/** Excuse: at a moment between, no server held the rewrite, nor one whose writer had seen it, and none was under way. */
export function wasForgotten(
  simulation: Simulation,
  key: string,
  revision: string,
  from: number,
  until: number,
): boolean {
  return wasNowhere(simulation, key, standsIn(simulation, revision), from, until);
}

/** Answers whether a list holds the rewrite, or one whose writer had seen it. */
export function standsIn({ record }: Simulation, revision: string): (list: List) => boolean {
  const standing = new Set<unknown>([revision]);
  for (const attempt of record.attempts) if (attempt.standsFor.has(revision)) standing.add(attempt.revision);
  return (list) => list?.some(({ _rev }) => standing.has(_rev)) ?? false;
}

/** Whether there was a moment at which nothing that matters was held by a server, or was under way to one. */
function wasNowhere(
  { backends, flights }: Simulation,
  key: string,
  matters: (list: List) => boolean,
  from: number,
  until: number,
): boolean {
  const changes = backends.map((backend) => backend.states.get(key) ?? []);
  const moments = new Set([from, ...changes.flat().map(({ at }) => at)]);
  const flying = flights.all.filter((flight) => flight.key === key && matters(flight.entries as Item[]));
  return [...moments].some((moment) => {
    if (moment < from || moment > until) return false;
    // What happens at one moment happens one by one: it is what stands at its end that counts.
    const isHeld = changes.some((states) => matters(states.findLast(({ at }) => at <= moment)?.list ?? null));
    return !isHeld && !flying.some((flight) => flight.from <= moment && flight.until > moment);
  });
}
