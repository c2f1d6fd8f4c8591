import type { Change, Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { pauseAfter } from '../retried.ts';
import { beginList } from './begin.ts';
import { claimEntry } from './claim-entry.ts';
import type { EntryLists } from './entry-lists.ts';
import type { Head } from './entry-table.ts';
import { cut, packed } from './entry-texts.ts';
import { loadEnd } from './load.ts';
import { readList } from './read.ts';
import { replaceList } from './replace.ts';

/** Attempts that need the list to stay as it is. After them, what others append meanwhile is put behind the new items. */
const strictAttempts = 3;

/** Reads the list and replaces it by what `change` makes of it, if nobody else has changed it in between; else again. */
export async function updateItems(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  change: Change,
): Promise<Item[] | null> {
  const { courtesy } = lists;
  await courtesy.wait(call, list);
  for (let attempt = 0; ; ) {
    const start = performance.now();
    const read = await readList(lists, call, list);
    if (read?.isHalfReplaced) {
      await loadEnd(lists, call, list);
      continue;
    }
    const items = change(read?.items ?? null);
    if (read) {
      const replacement = await replaceList(lists, call, list, read, items, attempt >= strictAttempts);
      if (replacement) courtesy.finish(list, performance.now() - start);
      else courtesy.meet(list);
      if (replacement && (items !== null || replacement.kept.length > 0))
        return [...(items ?? []), ...replacement.kept];
      if (replacement) return null;
      attempt += 1;
      await call.wait(() => new Promise((resolve) => setTimeout(resolve, pauseAfter(attempt))));
    } else {
      if (items === null) return null;
      // An empty list is no more than its head.
      const head = lists.newHead({ isVoid: items.length > 0 });
      if (!(await beginList(lists, call, list, head))) continue;
      if (items.length === 0 || (await storeFirstItems(lists, call, list, head, items))) return items;
    }
  }
}

/** Gives a list that was begun its items: what fits one entry is an append, the rest a replacement. false: others were faster. */
async function storeFirstItems(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  head: Head,
  items: Item[],
): Promise<boolean> {
  const { table, known } = lists;
  const { generation } = head;
  const [text = '', ...others] = packed(items, table.packedText);
  if (others.length > 0 || cut(text, table.longestText).length > 1) {
    const end = { head, last: 0, expires: head.expires, operations: head.operations };
    return (await replaceList(lists, call, list, end, items)) !== null;
  }
  const expires = lists.expiresNow();
  const entry = { number: 1, operation: lists.operations.next(), text, parts: 0, expires };
  const outcome = await claimEntry(lists, call, list, generation, entry);
  if (outcome === 'added') known.set(list, { generation, last: 1, expires, isExpiring: expires !== null });
  return outcome === 'added' || outcome === 'included';
}
