import type { SimulatedProcess } from '../process/simulated-process.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** Once all is well, verifyAll() finds nothing that differs. A cache may hold less. */
export async function checkAgreement(
  { plan, backends }: Simulation,
  { chain }: SimulatedProcess,
  findings: Findings,
): Promise<void> {
  const isCache = (driver: string) =>
    plan.chain.links.some(({ id, to }) => {
      return id === driver && typeof to === 'number' && Number.isFinite(backends[to]?.ttlMs ?? 0);
    });
  for await (const { identity, drivers } of chain.verifyAll()) {
    const differing = drivers.filter(
      ({ driver, state, missing, surplus }) =>
        !(state === 'absent' && isCache(driver)) && (state === 'unreachable' || missing + surplus > 0),
    );
    if (differing.length === 0) continue;
    findings.judge('verifyAll() finds nothing in the end', () => `${identity.key}: ${JSON.stringify(differing)}`);
  }
}
