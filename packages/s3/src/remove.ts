import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { changeList, removalPatienceMs } from './change-list.ts';
import { removedDraft } from './draft.ts';
import type { StoredHead } from './head-cache.ts';
import type { Head } from './list-format.ts';
import type { S3Lists } from './s3-lists.ts';

/**
 * Removes a list, with all that killed processes may have left of it. First a head takes its place that says so: this is the
 * moment of the removal. Then the parts are deleted, and that head last, so that whoever goes on after a crash finds it.
 *
 * @param isMeant whether a head is one that is to be removed. Default: any
 */
export async function removeItems(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  isMeant: (head: Head) => boolean = () => true,
): Promise<void> {
  const begun = performance.now();
  const { stored } = await changeList(
    lists,
    call,
    identity,
    async (stored) => {
      if (stored && !isMeant(stored.head)) return { draft: null, doomed: [], result: null };
      const doomed = await lists.partKeys(call, identity);
      // Where there is neither a head nor a part, there is nothing to remove.
      const draft = stored || doomed.length > 0 ? removedDraft() : null;
      return { draft, doomed, result: null };
    },
    { isBlind: true, isRemoval: true },
  );
  // Where a reply was lost, others may have begun a new list before this was known.
  if (stored?.head.isRemoved) await deleteHead(lists, call, identity, stored, begun);
}

/**
 * Deletes a head that says that the list is removed, unless others have begun a new list meanwhile.
 *
 * @param since when it was younger than now, by performance.now()
 */
export async function deleteHead(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  { etag }: StoredHead,
  since: number,
): Promise<void> {
  const key = lists.headKey(identity);
  let last = etag;
  if (performance.now() - since > removalPatienceMs / 2) {
    const renewal = await changeList(
      lists,
      call,
      identity,
      async (stored) => ({ draft: stored?.etag === etag ? removedDraft() : null, doomed: [], result: null }),
      { isBlind: true, isRemoval: true, isWarm: true },
    );
    if (!renewal.stored) return;
    last = renewal.stored.etag;
  }
  lists.heads.take(key);
  await lists.bucket.remove(call, key, last);
}
