import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { readTail } from './list-format.ts';
import type { RedisLists } from './redis-lists.ts';

/** In bytes: what is asked for at first for each item, and beside them. Messages of agents have some 300. */
const [itemBytes, spareBytes] = [512, 1_024];
/** Big items need few round trips, and not all of a list. */
const growth = 8;

/** The last items, from the end of the list: one round trip, unless the items are big. */
export async function readLastItems(
  lists: RedisLists,
  call: Call,
  identity: SessionIdentity,
  count: number,
): Promise<Item[] | null> {
  for (let length = spareBytes + itemBytes * count; ; length *= growth) {
    const tail = String(await lists.send(call, 'getrange', lists.key(identity), -length, -1));
    if (tail === '') return null;
    // A character that was cut counts for more bytes, never for fewer.
    const items = readTail(tail, count, Buffer.byteLength(tail) < length);
    if (items) return items;
  }
}
