import { Clock } from '../process/clock.ts';
import { viewOf } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import { openStorage } from '../workload/open-storage.ts';
import { checkFinalCopies } from './final-copies.ts';
import { checkFinalItems } from './final-items.ts';
import { checkFinalOrder } from './final-order.ts';
import type { Findings } from './violation.ts';

/** A process that knows nothing reads every session, and finds the truth, on every driver alike. */
export async function checkFinal(simulation: Simulation, findings: Findings): Promise<void> {
  const { plan, scheduler } = simulation;
  const process = simulation.newProcess(new Clock(scheduler, 0, 0));
  for (let at = 1; at <= plan.sessions; at++) {
    const { storage, session } = openStorage(simulation, process, `s${at}`, 0, false);
    await repair(process.chain, storage.identity);
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
}

/** What verification does not see, deeper than the ends, is mended on demand. */
async function repair(chain: object, identity: object): Promise<void> {
  const { repair: mend } = chain as { repair?: (identity: object) => Promise<unknown> };
  await mend?.call(chain, identity);
}
