import { Clock } from '../process/clock.ts';
import { viewOf } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import { openStorage } from '../workload/open-storage.ts';
import { checkAgreement } from './agreement.ts';
import { checkFinalCopies } from './final-copies.ts';
import { checkFinalItems } from './final-items.ts';
import { checkFinalOrder } from './final-order.ts';
import { checkTracesLeft } from './traces-left.ts';
import type { Findings } from './violation.ts';

/** A process that knows nothing reads every session, and finds the truth, on every driver alike. */
export async function checkFinal(simulation: Simulation, findings: Findings): Promise<void> {
  const { plan, scheduler } = simulation;
  const process = simulation.newProcess(new Clock(scheduler, 0, 0));
  const sessions: string[] = [];
  for (let at = 1; at <= plan.sessions; at++) {
    const { storage, session } = openStorage(simulation, process, `s${at}`, 0, false);
    sessions.push(session);
    // What the drivers' ends show, a read finds by itself; what is deeper is mended on demand.
    if (isShort(simulation, session)) simulation.record.count('made good by a read');
    else await process.chain.repair(storage.identity);
    await process.chain.read(storage.identity);
    await process.chain.flush();
    const list = await process.chain.read(storage.identity);
    const view = viewOf(await storage.get());
    simulation.trace(() => `in the end ${session}: ${list ? `[${view.order}]` : 'nothing'}`);
    for (const backend of simulation.backends) {
      simulation.trace(() => `${backend.name} holds ${JSON.stringify(backend.get(session).list)}`);
    }
    checkFinalItems(simulation, session, view, findings);
    checkFinalOrder(simulation, session, view, findings);
    checkFinalCopies(simulation, session, list && view, process.chainIds, findings);
  }
  await checkAgreement(simulation, process, findings);
  await checkTracesLeft(simulation, process, sessions, findings);
}

/** How many entries of each list a look at the drivers' ends compares. */
const compared = 32;

/** Whether a look at the ends shows the whole lists. It leaves out links in the background. */
function isShort({ plan, backends }: Simulation, key: string): boolean {
  const hasBackground = plan.chain.links.some(({ background }) => background);
  return !hasBackground && backends.every((backend) => (backend.get(key).list?.length ?? 0) < compared);
}
