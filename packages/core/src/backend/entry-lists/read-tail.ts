import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { type EntryLists, isExpired } from './entry-lists.ts';
import { itemsOf, textsOf } from './entry-texts.ts';
import { readList } from './read.ts';

/** The last items, from the last entries: each has at least one. null: there is no list. */
export async function readLastItems(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  count: number,
): Promise<Item[] | null> {
  const { table, known } = lists;
  // The newest entry alone tells whether the list has expired.
  const wanted = Math.max(1, Math.ceil(count));
  let generation = known.get(list)?.generation ?? (await table.head(call, list))?.generation;
  while (generation !== undefined) {
    const entries = await table.lastEntries(call, list, generation, wanted);
    const last = entries.at(-1);
    const texts = count > 0 ? await textsOf(table, call, list, generation, entries) : [];
    const head = await table.head(call, list);
    if (head?.generation === generation) {
      if (last?.next !== undefined) return lastOf((await readList(lists, call, list))?.items ?? null, count);
      known.note(list, head, last);
      if (isExpired(last ? last.expires : head.expires) || (head.isVoid && !last)) return null;
      return lastOf(itemsOf(texts), count);
    }
    known.forget(list);
    generation = head?.generation;
  }
  return null;
}

function lastOf(items: Item[] | null, count: number): Item[] | null {
  return items && (count > 0 ? items.slice(-count) : []);
}
