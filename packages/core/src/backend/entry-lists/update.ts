import type { Change, Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { pauseAfter } from '../retried.ts';
import { beginList } from './begin.ts';
import type { EntryLists } from './entry-lists.ts';
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
  for (let attempt = 0; ; ) {
    const read = await readList(lists, call, list);
    if (read?.isHalfReplaced) {
      await loadEnd(lists, call, list);
      continue;
    }
    const items = change(read?.items ?? null);
    if (read) {
      const replacement = await replaceList(lists, call, list, read, items, attempt >= strictAttempts);
      if (replacement && (items !== null || replacement.kept.length > 0))
        return [...(items ?? []), ...replacement.kept];
      if (replacement) return null;
      attempt += 1;
      await call.wait(() => new Promise((resolve) => setTimeout(resolve, pauseAfter(attempt))));
    } else {
      if (items === null) return null;
      // An empty list is no more than its head. Any other one replaces a list that is none yet.
      const head = lists.newHead({ isVoid: items.length > 0 });
      if ((await beginList(lists, call, list, head)) && items.length === 0) return [];
    }
  }
}
