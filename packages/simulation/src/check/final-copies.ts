import type { View } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import { copiesOf, describeCopy, describeView } from './copies.ts';
import type { Findings } from './violation.ts';

/** Every server alone, and every two together, say the same as the chain. */
export function checkFinalCopies(
  simulation: Simulation,
  key: string,
  truth: View | null,
  chainIds: ReadonlyMap<number, readonly string[]>,
  findings: Findings,
): void {
  const { observer } = simulation;
  const expected = describeView(truth);
  const copies = copiesOf(simulation, key, chainIds);
  for (const [name, list] of copies) {
    const found = describeCopy(observer, list);
    if (found !== expected) {
      findings.judge('all drivers end alike', () => `${key}: ${name} holds ${found}, the chain says ${expected}`);
    }
    for (const [other, second] of copies) {
      if (name >= other || list === null || second === null) continue;
      const both = describeCopy(observer, observer.merge(list, second));
      if (both === expected) continue;
      const details = () => `${key}: ${name} and ${other} hold ${both}, the chain says ${expected}`;
      findings.judge('any two drivers end alike', details);
    }
  }
}
