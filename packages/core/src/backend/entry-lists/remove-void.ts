import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import type { EntryLists } from './entry-lists.ts';
import { finish } from './load.ts';

/** Removes a head that has no entries. Not where one is added at that moment: then a list has begun. */
export async function removeVoid(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  generation: string,
): Promise<void> {
  const closing = { number: 1, operation: lists.operations.next(), text: '', parts: 0, expires: null, next: null };
  const { isOurs } = await lists.table.claim(call, list, generation, closing);
  if (isOurs) await finish(lists, call, list, generation, null);
}
