import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { type EntryLists, isExpired } from './entry-lists.ts';
import type { Entry, Head } from './entry-table.ts';
import { DamagedList, itemsOf, textsOf } from './entry-texts.ts';
import type { End } from './load.ts';
import { newestOperations } from './operations.ts';

export interface ReadList extends End {
  /** null: there is a head, but no list. */
  readonly items: Item[] | null;
  /** The generation that the head leads to is closed: somebody left a replacement half done. */
  readonly isHalfReplaced: boolean;
}

/**
 * All of a list; null: not even a head. The head is looked at once the entries are read: as long as it leads to them, none
 * has been erased. Changes nothing, also where it meets a replacement that was left half done.
 */
export async function readList(lists: EntryLists, call: Call, list: SessionIdentity): Promise<ReadList | null> {
  const { table, known } = lists;
  let generation = known.get(list)?.generation ?? (await table.head(call, list))?.generation;
  while (generation !== undefined) {
    const read = await readGeneration(lists, call, list, generation);
    const head = await table.head(call, list);
    if (head?.generation === generation) {
      if (read.next === undefined) known.note(list, head, read.entries.at(-1));
      return listOf(head, read);
    }
    known.forget(list);
    // A generation that was closed has been replaced in the meantime, by the one that was read in its place.
    if (head && head.generation === read.next?.generation) return listOf(head, { ...read, next: undefined });
    generation = head?.generation;
  }
  return null;
}

interface ReadGeneration {
  readonly entries: readonly Entry[];
  readonly texts: readonly (string | null)[];
  /** What the entries are of, where the generation that was asked for is closed. null: of none. */
  readonly next: Head | null | undefined;
}

async function readGeneration(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  generation: string,
): Promise<ReadGeneration> {
  const { table } = lists;
  let next: Head | null | undefined;
  for (;;) {
    const entries = await table.entries(call, list, next?.generation ?? generation);
    const closing = entries.at(-1);
    if (closing?.next === undefined) {
      const texts = await textsOf(table, call, list, next?.generation ?? generation, entries);
      return { entries, texts, next };
    }
    next = closing.next;
    if (next === null) return { entries: [], texts: [], next };
  }
}

/** Throws DamagedList. */
function listOf(current: Head, { entries, texts, next }: ReadGeneration): ReadList {
  const head = next ?? current;
  const last = entries.at(-1);
  if (last && last.number !== entries.length) throw new DamagedList('entries are missing');
  const expires = last ? last.expires : head.expires;
  const isThere = next !== null && !(head.isVoid && !last) && !isExpired(expires);
  const end = { head, last: last?.number ?? 0, expires, operations: newestOperations(head.operations, entries) };
  return { ...end, items: isThere ? itemsOf(texts) : null, isHalfReplaced: next !== undefined };
}
