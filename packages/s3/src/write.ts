import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { changeList } from './change-list.ts';
import { type Draft, draftOf } from './draft.ts';
import type { StoredHead } from './head-cache.ts';
import type { S3Lists } from './s3-lists.ts';

/** A new generation in the place of the list that is there, which is not read. */
export async function writeItems(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  items: readonly Item[],
): Promise<void> {
  let draft: Draft | null = null;
  let replaced: string | null = null;
  const propose = async (stored: StoredHead | null) => {
    const generation = stored?.head.generation ?? null;
    // While a generation stays, nobody takes the parts of another one for remains.
    if (!draft || generation === null || generation !== replaced) draft = draftOf(items);
    replaced = generation;
    return { draft, doomed: doomedOf(await lists.partKeys(call, identity), lists, identity, draft), result: null };
  };
  await changeList(lists, call, identity, propose, { isBlind: true });
}

/**
 * Of the keys of all parts, those that are not the draft's. They must have been asked for after the head was read, and before the
 * draft replaces it: whoever stored these parts counted on a head that does not come back then. So nobody will ever need them,
 * whether they are remains of a process that died or of one that is still under way.
 */
export function doomedOf(
  partKeys: readonly string[],
  lists: S3Lists,
  identity: SessionIdentity,
  { generation }: Draft,
): string[] {
  const own = lists.partKey(identity, generation, '');
  return partKeys.filter((key) => !key.startsWith(own));
}
