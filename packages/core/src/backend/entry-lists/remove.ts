import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import type { EntryLists } from './entry-lists.ts';
import { eraseAll } from './load.ts';
import { removeVoid } from './remove-void.ts';

/**
 * Puts a head without entries in the place of the list's, which decides; then deletes what the old one led to, and last the
 * head. Whoever is killed in between leaves a head that says so: nothing is forgotten in the backend.
 */
export async function removeList(lists: EntryLists, call: Call, list: SessionIdentity): Promise<void> {
  const { table } = lists;
  lists.known.forget(list);
  for (;;) {
    // Before the head: what is there now and not of the head then is of nobody, or counts on the head that is about to go.
    const left = new Set(await table.generations(call, list));
    const head = await table.head(call, list);
    if (!head) return eraseAll(lists, call, list, left);
    const empty = lists.newHead({ isVoid: true });
    if (!(await table.replaceHead(call, list, head.generation, empty))) continue;
    await eraseAll(lists, call, list, left.add(head.generation));
    return removeVoid(lists, call, list, empty.generation);
  }
}
