import type { PhysicalState } from '../backend/backend.ts';
import { serversOf } from '../plan/chain-plan.ts';
import type { Record } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { copiesOf, describeCopy } from './copies.ts';
import type { Findings } from './violation.ts';

/** What a driver missed it is given once it is back, though nobody reads the list meanwhile. */
export function checkHandOver(simulation: Simulation, findings: Findings): void {
  const { backends, observer, processes, plan, record } = simulation;
  const chainIds = processes[0]?.chainIds ?? new Map();
  // What was queued for a driver in the background died with its process, as the documents say.
  const isQueueLost = record.counts.has('fault: kill');
  const counted = serversOf(plan.chain, ({ background }) => !(background && isQueueLost)).map(
    (at) => backends[at]?.name,
  );
  for (const key of new Set(backends.flatMap((backend) => [...backend.states.keys()]))) {
    if (!key.includes('/s.history')) continue;
    const copies = [...copiesOf(simulation, key, chainIds)]
      .filter(([name]) => counted.includes(name))
      .map(([name, list]) => [name, describeCopy(observer, list)] as const);
    if (new Set(copies.map(([, copy]) => copy)).size < 2) continue;
    findings.judge(
      'what a driver missed it is given when it is back',
      () => `${key}: ${copies.map(([name, copy]) => `${name} holds ${copy}`).join(', ')}`,
      {
        'nobody noticed what a server lost': () => wasLostByServer(simulation, key),
        'who would have noted it was killed': () => wasCutShort(simulation, key),
        'no driver took note, and who knew of it ended': () => wasNotedNowhere(simulation, key),
        'who took note lost that, and who knew of it ended': () => wasNoteLost(simulation, key),
        'what had failed was done late': () => wasDoneLate(simulation, key),
      },
    );
  }
}

/** Excuse: a server lost something by itself, which nobody is told. */
function wasLostByServer({ backends }: Simulation, key: string): boolean {
  return backends.some((backend) => (backend.states.get(key) ?? []).some(({ cause }) => cause !== 'request'));
}

/** Excuse: a call never settled since its process was killed: what it did not reach it could not note. */
function wasCutShort({ record }: Simulation, key: string): boolean {
  return record.calls.some(({ session, outcome }) => session === key && outcome === 'pending');
}

/** Excuse: the note of what was missed reached no server, and then the only process that knew of it ended. */
function wasNotedNowhere({ backends, flights, record }: Simulation, key: string): boolean {
  if (!hasProcessEnded(record)) return false;
  const wasTried = flights.all.some(({ entries }) => entries.some(isNoteOf(key)));
  const wasHeld = backends.some(({ states }) =>
    [...states.values()].flat().some(({ list }) => list?.some(isNoteOf(key))),
  );
  return wasTried && !wasHeld;
}

/** Excuse: the last server that had the note lost it by itself, and a process ended. */
function wasNoteLost({ backends, record }: Simulation, key: string): boolean {
  if (!hasProcessEnded(record)) return false;
  const has = (state: PhysicalState | undefined) => state?.list?.some(isNoteOf(key)) ?? false;
  return backends.some(({ states }) =>
    [...states].some(([hints, ofHints]) =>
      ofHints.some((state, place) => {
        if (state.cause === 'request' || !has(ofHints[place - 1]) || has(state)) return false;
        return !backends.some((other) => has(other.states.get(hints)?.findLast(({ at }) => at <= state.at)));
      }),
    ),
  );
}

function hasProcessEnded({ counts }: Record): boolean {
  return counts.has('fault: kill') || counts.has('fault: restart');
}

function isNoteOf(session: string): (entry: unknown) => boolean {
  return (entry) => {
    const { driver, key } = entry as { driver?: unknown; key?: unknown };
    return typeof driver === 'string' && key === session;
  };
}

/** Excuse: an entry that not all have was stored first when nobody's call was under way any more: it had failed, and was done late. */
function wasDoneLate({ backends, record }: Simulation, key: string): boolean {
  const lists = backends.map((backend) => new Set(backend.get(key).list?.map(({ _rev }) => _rev)));
  const differing = [...new Set(lists.flatMap((list) => [...list]))].filter((revision) =>
    lists.some((list) => !list.has(revision)),
  );
  return differing.some((revision) => {
    const storedAt = Math.min(...backends.map(({ heldSince }) => heldSince.get(revision) ?? Number.POSITIVE_INFINITY));
    return !record.calls.some(
      ({ session, startedAt, endedAt }) => session === key && startedAt <= storedAt && storedAt <= endedAt,
    );
  });
}
