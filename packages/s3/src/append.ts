import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { changeList } from './change-list.ts';
import { draftOf, extended } from './draft.ts';
import { isLiving } from './list-format.ts';
import type { S3Lists } from './s3-lists.ts';

/** One request where the driver knows the head: it is sent with the new items behind the others. */
export async function appendItems(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  items: readonly Item[],
): Promise<void> {
  await changeList(
    lists,
    call,
    identity,
    async (stored) => {
      if (stored && isLiving(stored.head)) return { draft: extended(stored.head, items), doomed: [], result: null };
      // What was there is over, and has no part in what begins.
      const doomed = stored ? await lists.partKeys(call, identity) : [];
      return { draft: extended(draftOf([]), items), doomed, result: null };
    },
    { isWarm: true },
  );
}
