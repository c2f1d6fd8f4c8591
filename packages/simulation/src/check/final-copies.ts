import type { Item } from '@agentstore/core';
import { serversOf } from '../plan/chain-plan.ts';
import type { Runtime } from '../process/runtime.ts';
import type { View } from '../record/message.ts';
import { viewOf } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import type { Findings } from './violation.ts';

/** Every server alone, and every two together, say the same as the chain. A cache may have dropped its copy. */
export function checkCopies(
  { plan, backends, observer }: Simulation,
  key: string,
  truth: View | null,
  chainIds: ReadonlyMap<number, readonly string[]>,
  findings: Findings,
): void {
  const lists = new Map<string, Item[] | null>();
  for (const at of serversOf(plan.chain)) {
    const backend = backends[at];
    if (!backend) continue;
    const { list } = backend.get(key);
    const isCache = Number.isFinite(backend.ttlMs);
    if (isCache && (list === null || !observer.isComplete(list))) continue;
    lists.set(backend.name, shown(observer, list, chainIds.get(at) ?? []));
  }
  const expected = describe(truth);
  const folded = (list: readonly Item[] | null) =>
    describe(list && viewOf(observer.fold(list).map(({ item }) => item)));
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

/** The list without what chains keep in it for themselves. */
function shown({ visible }: Runtime, list: readonly Item[] | null, chainIds: readonly string[]): Item[] | null {
  return chainIds.reduce<Item[] | null>((left, id) => visible(left, id), list && [...list]);
}

function describe(view: View | null): string {
  return view
    ? `[${view.order.map((n) => `${n}${view.versions.get(n) ? `v${view.versions.get(n)}` : ''}`).join(' ')}]`
    : 'nothing';
}
