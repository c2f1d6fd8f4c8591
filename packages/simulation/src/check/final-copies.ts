import type { Item } from '@agentstore/core';
import { serversOf } from '../plan/chain-plan.ts';
import type { View } from '../record/message.ts';
import { viewOf } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** Every server alone, and every two together, say the same as the chain. A cache may have dropped its copy. */
export function checkCopies(simulation: Simulation, key: string, truth: View | null, findings: Findings): void {
  const { plan, backends, observer } = simulation;
  const lists = new Map<string, readonly Item[] | null>();
  for (const at of serversOf(plan.chain)) {
    const backend = backends[at];
    if (!backend) continue;
    const { list } = backend.get(key);
    const isCache = Number.isFinite(backend.ttlMs);
    if (isCache && (list === null || !observer.isComplete(list))) continue;
    lists.set(backend.name, list);
  }
  const expected = describe(truth);
  const folded = (list: readonly Item[] | null) => {
    const view = list && viewOf(observer.fold(list).map(({ item }) => item));
    const isRemoved = list?.every(({ removed }) => removed === true) ?? true;
    return describe(isRemoved ? null : view);
  };
  for (const [name, list] of lists) {
    const found = folded(list);
    if (found !== expected) {
      findings.judge('all drivers end alike', () => `${key}: ${name} holds ${found}, the chain says ${expected}`);
    }
    for (const [other, second] of lists) {
      if (name >= other || list === null || second === null) continue;
      const both = folded(observer.merge(list, second));
      if (both !== expected) {
        findings.judge(
          'any two drivers end alike',
          () => `${key}: ${name} and ${other} hold ${both}, the chain says ${expected}`,
        );
      }
    }
  }
}

function describe(view: View | null): string {
  return view
    ? `[${view.order.map((n) => `${n}${view.versions.get(n) ? `v${view.versions.get(n)}` : ''}`).join(' ')}]`
    : 'nothing';
}
