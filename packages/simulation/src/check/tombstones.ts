import type { Item } from '@agentstore/core';
import type { Call } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';

type List = readonly Item[] | null;

/** The revisions of the tombstones that drivers took while the removal went on. */
export function tombstonesOf({ backends }: Simulation, { session, startedAt, endedAt }: Call): string[] {
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

/** Answers whether a list says that the removal happened: it has its tombstone, or a later one that names it. */
export function buriedBy(simulation: Simulation, removal: Call): (list: List) => boolean {
  const standing = new Set<unknown>(tombstonesOf(simulation, removal));
  for (const { _rev, removed, replaces } of allEntries(simulation, removal.session)) {
    const also = (replaces as { also?: readonly string[] } | undefined)?.also ?? [];
    if (removed === true && also.some((revision) => standing.has(revision))) standing.add(_rev);
  }
  return (list) => list?.some(({ _rev }) => standing.has(_rev)) ?? false;
}

/** Oldest first, so that who names whom is met in order. */
function allEntries({ backends }: Simulation, session: string): Item[] {
  const entries = backends.flatMap((backend) => (backend.states.get(session) ?? []).flatMap(({ list }) => list ?? []));
  return entries.sort((a, b) => (String(a._rev) < String(b._rev) ? -1 : 1));
}
