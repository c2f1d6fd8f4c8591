import type { Item } from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
import { merge } from '../journal/journal.ts';

/** One list of what several drivers hold. Lists that are not journals cannot be united: the first one wins. */
export function combine(lists: readonly Item[][]): Item[] | null {
  const journals = lists.filter(isJournal);
  if (journals.length === 0) return lists[0] ?? null;
  return lists.reduce<Item[]>(merge, []);
}
