import type { Item } from '@agentstore/core';
import type { Runtime } from '../process/runtime.ts';
import type { SimulatedProcess } from '../process/simulated-process.ts';
import { describeList } from '../record/describe-list.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** In milliseconds: how long a tombstone stays, and some more. */
const lifeMs = 11 * 60_000;

/** Time passes, and sessions are read now and then: in the end nothing is left of removals, and no hint of what was missed. */
export async function checkTracesLeft(
  simulation: Simulation,
  process: SimulatedProcess,
  sessions: readonly string[],
  findings: Findings,
): Promise<void> {
  const { scheduler, backends, observer } = simulation;
  if (!backends.some((backend) => backend.keys().some((key) => hasTraces(backend.get(key).list)))) return;
  const latest = Math.max(
    ...backends.flatMap((backend) => backend.keys().flatMap((key) => timesIn(backend.get(key).list))),
  );
  // By the clock of who made them: that may have been ahead.
  const ahead = Math.max(0, latest - process.clock.wall());
  // A chain in a chain takes away its own only once the outer one has.
  for (let round = 0; round < 2; round++) {
    await scheduler.sleep(round === 0 ? lifeMs + ahead : lifeMs);
    for (const asker of [process, ...simulation.processes]) {
      for (const key of sessions) await asker.chain.read(asker.runtime.SessionIdentity.fromKey(key));
      await asker.chain.flush();
    }
  }
  for (const backend of backends) {
    for (const key of backend.keys()) {
      const { list } = backend.get(key);
      if (!hasTraces(list) || isNeeded(observer, list ?? [])) continue;
      findings.judge(
        'nothing is left of a removal, and no hint of what was made good',
        () => `${backend.name} holds ${describeList(list)} of ${key}`,
      );
    }
  }
}

/** When the entries, and hints, of a list were made, as their revisions say. */
function timesIn(list: readonly Item[] | null): number[] {
  return (list ?? [])
    .map(({ _rev, id }) => Number.parseInt(String(_rev ?? id).slice(0, 9), 36))
    .filter(Number.isFinite);
}

/** Hints are a list of their own, and no entries. */
function hasTraces(list: readonly Item[] | null): boolean {
  return list?.some(({ removed, items }) => removed === true || !Array.isArray(items)) ?? false;
}

/** A tombstone that accounts for what an entry came after, or ends what a rewrite carries, stays until these are replaced. */
function isNeeded({ fold, isComplete }: Runtime, list: readonly Item[]): boolean {
  const left = list.filter(({ removed }) => removed !== true);
  if (left.length === 0) return false;
  return !isComplete(left) || fold(left).length !== fold(list).length;
}
