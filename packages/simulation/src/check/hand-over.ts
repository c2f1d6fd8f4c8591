import { serversOf } from '../plan/chain-plan.ts';
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
  if (!record.counts.has('fault: kill') && !record.counts.has('fault: restart')) return false;
  const isNote = (entry: unknown) => {
    const { driver, key: noted } = entry as { driver?: unknown; key?: unknown };
    return typeof driver === 'string' && noted === key;
  };
  const wasTried = flights.all.some(({ entries }) => entries.some(isNote));
  const wasHeld = backends.some(({ states }) => [...states.values()].flat().some(({ list }) => list?.some(isNote)));
  return wasTried && !wasHeld;
}
