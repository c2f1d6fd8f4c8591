import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { listText } from './list-format.ts';
import type { RedisLists } from './redis-lists.ts';
import { replaceScript } from './scripts.ts';

export async function writeItems(
  lists: RedisLists,
  call: Call,
  identity: SessionIdentity,
  items: readonly Item[],
): Promise<void> {
  await lists.change(call, identity, replaceScript, listText(items), '');
}

/** A list is one key: nothing else is left. */
export async function removeItems(lists: RedisLists, call: Call, identity: SessionIdentity): Promise<void> {
  await lists.change(call, identity, replaceScript, '', '');
}
