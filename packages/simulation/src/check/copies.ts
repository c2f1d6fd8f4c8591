import type { Item } from '@agentstore/core';
import { serversOf } from '../plan/chain-plan.ts';
import type { Runtime } from '../process/runtime.ts';
import { type View, viewOf } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';

/** What each server holds of a list, as the chains over it show it. A cache that dropped its copy, or a part, is left out. */
export function copiesOf(
  { plan, backends, observer }: Simulation,
  key: string,
  chainIds: ReadonlyMap<number, readonly string[]>,
): Map<string, Item[] | null> {
  const copies = new Map<string, Item[] | null>();
  for (const at of serversOf(plan.chain)) {
    const backend = backends[at];
    if (!backend) continue;
    const { list } = backend.get(key);
    const isCache = Number.isFinite(backend.ttlMs);
    if (isCache && (list === null || !observer.isComplete(list))) continue;
    copies.set(backend.name, shown(observer, list, chainIds.get(at) ?? []));
  }
  return copies;
}

/** What the entries say, for comparisons and for people. */
export function describeCopy({ fold }: Runtime, list: readonly Item[] | null): string {
  return describeView(list && viewOf(fold(list).map(({ item }) => item)));
}

export function describeView(view: View | null): string {
  if (!view) return 'nothing';
  const version = (n: number) => (view.versions.get(n) ? `v${view.versions.get(n)}` : '');
  return `[${view.order.map((n) => `${n}${version(n)}`).join(' ')}]`;
}

/** The list without what chains keep in it for themselves. */
function shown({ visible }: Runtime, list: readonly Item[] | null, chainIds: readonly string[]): Item[] | null {
  return chainIds.reduce<Item[] | null>((left, id) => visible(left, id), list && [...list]);
}
