import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import type { EntryLists } from './entry-lists.ts';
import type { Head } from './entry-table.ts';
import { newestOperations } from './operations.ts';

/** The end of a list: what its next entry must follow. */
export interface End {
  readonly head: Head;
  /** The number of the last entry; 0: there is none. */
  readonly last: number;
  readonly expires: number | null;
  /** As in a head: those of the entries too, as far as they were read. */
  readonly operations: readonly string[];
}

/** Looks at the head and the last entry. null: there is no head. Takes a replacement to its end that somebody left half done. */
export async function loadEnd(lists: EntryLists, call: Call, list: SessionIdentity): Promise<End | null> {
  for (;;) {
    const head = await lists.table.head(call, list);
    if (!head) return null;
    const [tail] = await lists.table.lastEntries(call, list, head.generation, 1);
    if (tail?.next === undefined) {
      const operations = newestOperations(head.operations, tail ? [tail] : []);
      return { head, last: tail?.number ?? 0, expires: tail ? tail.expires : head.expires, operations };
    }
    await finish(lists, call, list, head.generation, tail.next);
  }
}

/**
 * Lets the list go on under the head that closes a generation, and deletes that generation. Anybody may do it, also again:
 * the closing entry has decided.
 */
export async function finish(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  generation: string,
  next: Head | null,
): Promise<void> {
  await lists.table.replaceHead(call, list, generation, next);
  await lists.table.erase(call, list, generation);
}

/** Deletes generations of which it is certain that no head leads, or will lead, to them. */
export async function eraseAll(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  generations: Iterable<string>,
): Promise<void> {
  for (const generation of generations) await lists.table.erase(call, list, generation);
}
