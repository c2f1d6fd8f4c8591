import type { View } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** Each writer's own order, and after everything that the writer had read. A caller's own order goes before both. */
export function checkFinalOrder({ plan, record }: Simulation, key: string, view: View, findings: Findings): void {
  if (plan.reorders) return;
  const wasInserted = new Set(
    record.attempts.flatMap(({ seen, left }) => left.order.filter((n) => !seen.versions.has(n))),
  );
  const places = new Map(view.order.map((n, at) => [n, at]));
  for (const [n, place] of places) {
    const sent = record.sent.get(n);
    if (!sent || wasInserted.has(n)) continue;
    for (const earlier of sent.after) {
      if ((places.get(earlier) ?? -1) < place || wasInserted.has(earlier)) continue;
      findings.judge('a message stands after what its writer had read', () => `${key}: ${n} stands before ${earlier}`);
    }
  }
}
