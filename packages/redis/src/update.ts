import { setTimeout as delay } from 'node:timers/promises';
import type { Change, Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { listText, readItems } from './list-format.ts';
import { type ReadList, readStored } from './read.ts';
import type { RedisLists } from './redis-lists.ts';
import { replaceScript, replies } from './scripts.ts';

/** Attempts that need the list to stay as it is. After them, what others append meanwhile is put behind the new items. */
const strictAttempts = 3;
/** In milliseconds. */
const longestPause = 32;

/** Reads the list and replaces it by what `change` makes of it, if nobody else has changed it in between; else again. */
export async function updateItems(
  lists: RedisLists,
  call: Call,
  identity: SessionIdentity,
  change: Change,
): Promise<Item[] | null> {
  for (let attempt = 0; ; attempt++) {
    const stored = await readStored(lists, call, identity);
    const items = change(stored?.items ?? null);
    const mayHaveGrown = attempt >= strictAttempts;
    const text = items ? listText(items) : '';
    const reply = await lists.change(
      call,
      identity,
      replaceScript,
      text,
      ...expected(stored),
      mayHaveGrown ? '1' : '0',
    );
    if (reply === replies.done) return items;
    if (typeof reply === 'string') return [...(items ?? []), ...readItems(reply)];
    if (reply === replies.recorded) return (await readStored(lists, call, identity))?.items ?? null;
    // Not all at the same moment again.
    await call.wait(() => delay(Math.random() * Math.min(longestPause, 2 ** attempt)));
  }
}

/** What must be there for the update to count. */
function expected(stored: ReadList | null): [version: string, length: string] {
  return stored ? [stored.version, String(Buffer.byteLength(stored.text))] : ['none', '0'];
}
