import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { readList, type StoredList } from './list-format.ts';
import type { RedisLists } from './redis-lists.ts';

export interface ReadList extends StoredList {
  /** As it is stored. */
  readonly text: string;
}

/** All of a list, in one round trip; null: there is none. Throws UnreadableValue. */
export async function readStored(lists: RedisLists, call: Call, identity: SessionIdentity): Promise<ReadList | null> {
  const text = (await lists.send(call, 'get', lists.key(identity))) as string | null;
  return text === null ? null : { ...readList(text), text };
}
