import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** What a full queue rejected was stored nowhere. */
export function checkRefusals({ record, backends }: Simulation, findings: Findings): void {
  for (const [revision, isRefused] of record.refused) {
    if (!isRefused || !backends.some((backend) => backend.heldSince.has(revision))) continue;
    findings.judge('what a full queue rejects changes nothing', () => `revision ${revision}`);
  }
}
