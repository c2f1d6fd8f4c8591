import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { itemsText } from './list-format.ts';
import type { RedisLists } from './redis-lists.ts';
import { appendScript } from './scripts.ts';

/** One script, which is sent the new items alone. */
export async function appendItems(
  lists: RedisLists,
  call: Call,
  identity: SessionIdentity,
  items: readonly Item[],
): Promise<void> {
  await lists.change(call, identity, appendScript, itemsText(items));
}
