import type { SessionIdentity } from '@agentstore/core';
import type { Call, Entry } from '@agentstore/core/backend';
import { entryOf, textOfPart } from './entry-format.ts';
import { entryPrefix, idsUnder, partPrefix } from './layout.ts';
import type { Requests } from './requests.ts';

/** In records: more than one reply has room for (16 MB), so that each of them is as full as it can be. */
const batchSize = 100_000;

/** All of a generation, by their numbers. */
export function readEntries(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
): Promise<Entry[]> {
  const _id = idsUnder(entryPrefix(list, generation));
  return requests.send(call, async ({ records }) => {
    const stored = await records.find({ _id }, { sort: { _id: 1 }, batchSize }).toArray();
    return stored.map(entryOf);
  });
}

/** Those with the highest numbers, by their numbers. */
export function readLastEntries(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  count: number,
): Promise<Entry[]> {
  const _id = idsUnder(entryPrefix(list, generation));
  return requests.send(call, async ({ records }) => {
    const stored = await records.find({ _id }, { sort: { _id: -1 }, limit: count, batchSize }).toArray();
    return stored.map(entryOf).reverse();
  });
}

/** The texts of an entry's parts, in their order. */
export function readParts(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  operation: string,
): Promise<string[]> {
  const _id = idsUnder(partPrefix(list, generation, operation));
  return requests.send(call, async ({ records }) => {
    const stored = await records.find({ _id }, { sort: { _id: 1 }, batchSize }).toArray();
    return stored.map(textOfPart);
  });
}
