import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { endOf, generationOf, generationPrefix, idsUnder, listPrefix } from './layout.ts';
import type { Requests } from './requests.ts';

/** Those of a list of which anything is stored but its head. One record of each is looked at, by the index. */
export async function readGenerations(requests: Requests, call: Call, list: SessionIdentity): Promise<string[]> {
  const generations: string[] = [];
  let ids = idsUnder(listPrefix(list));
  for (;;) {
    const first = await requests.send(call, ({ records }) =>
      records.findOne({ _id: ids }, { sort: { _id: 1 }, projection: { _id: 1 } }),
    );
    if (!first) return generations;
    const generation = generationOf(list, first._id);
    generations.push(generation);
    ids = { ...ids, $gte: endOf(generationPrefix(list, generation)) };
  }
}

/** Deletes all entries and parts. */
export function eraseGeneration(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
): Promise<void> {
  const _id = idsUnder(generationPrefix(list, generation));
  return requests.send(call, async ({ records }) => {
    await records.deleteMany({ _id });
  });
}
