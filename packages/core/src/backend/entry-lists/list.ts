import type { IdentityFilter, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { type EntryLists, isExpired } from './entry-lists.ts';
import type { ListedHead, Step } from './entry-table.ts';
import { loadEnd } from './load.ts';
import { removeVoid } from './remove-void.ts';
import { replaceList } from './replace.ts';

/** How many lists are looked at at once. The time of each look counts from its beginning: it must not wait for a thousand others. */
const looksAtOnce = 32;

/** Looks at heads alone, unless a list may have expired or may not have begun. What is left of those that are none is removed. */
export async function* listIdentities(
  lists: EntryLists,
  filter: IdentityFilter | undefined,
  step: Step,
): AsyncGenerator<SessionIdentity> {
  for await (const page of lists.table.heads(filter, step)) {
    for (let start = 0; start < page.length; start += looksAtOnce) {
      const some = page.slice(start, start + looksAtOnce);
      const areThere = await Promise.all(some.map((listed) => step((call) => isThere(lists, call, listed))));
      for (const [at, { identity }] of some.entries()) if (areThere[at]) yield identity;
    }
  }
}

async function isThere(lists: EntryLists, call: Call, { identity, head: listed }: ListedHead): Promise<boolean> {
  if (!listed.isVoid && listed.expires === null) return true;
  const end = await loadEnd(lists, call, identity);
  if (!end) return false;
  const { head, last, expires } = end;
  if (isExpired(expires)) {
    // Where somebody was faster, it is a list again.
    return (await replaceList(lists, call, identity, end, null)) === null && isThere(lists, call, { identity, head });
  }
  if (!head.isVoid) return true;
  if (last > 0) {
    // The next listing need not look again.
    await lists.table.replaceHead(call, identity, head.generation, { ...head, isVoid: false });
    return true;
  }
  await removeVoid(lists, call, identity, head.generation);
  return false;
}
