import { checkHandOver } from './check/hand-over.ts';
import type { Findings } from './check/violation.ts';
import type { SimulatedProcess } from './process/simulated-process.ts';
import type { Simulation } from './simulation.ts';

/** In milliseconds: probes come every five seconds at most, and what was missed takes a few requests more. */
const recoveryMs = 60_000;

/** Everything works again, and there is time to notice. */
export async function heal(simulation: Simulation, findings: Findings): Promise<void> {
  const { network, scheduler, processes } = simulation;
  for (const server of network.servers) {
    network.resume(server, 0);
    server.slowness = 1;
    server.losesReplies = 0;
  }
  network.mendPaths();
  for (const [place, { isAlive }] of processes.entries()) if (!isAlive) simulation.startProcess(place);
  simulation.trace(() => '--- all is well again');
  await scheduler.sleep(recoveryMs);
  // Whoever works learns from the drivers what others could not see to; what it works on does not matter.
  for (const process of processes) await process.chain.read(process.identity('untouched'));
  await scheduler.sleep(recoveryMs);
  for (const process of processes) {
    await process.chain.flush();
    checkHealth(process, findings);
  }
  checkHandOver(simulation, findings);
}

interface DriverStatus {
  readonly driver: string;
  readonly state: string;
  readonly pendingHints: number;
  readonly queueLength: number;
}

function checkHealth({ id, chain }: SimulatedProcess, findings: Findings): void {
  const { status } = chain as { status?: () => readonly DriverStatus[] };
  for (const { driver, state, pendingHints, queueLength } of status?.call(chain) ?? []) {
    if (state === 'up' && pendingHints === 0 && queueLength === 0) continue;
    findings.judge(
      'a driver that works again is up, and has what it missed',
      () => `process ${id}: ${driver} is ${state}, ${pendingHints} hints, ${queueLength} queued`,
    );
  }
}
