import type { SessionIdentity } from '@agentstore/core';
import type { Call, Head } from '@agentstore/core/backend';
import { changeIf, ifAbsent, ifGeneration, type Outcome } from './conditional.ts';
import { headIn, headRecord, keyAttributes } from './head-format.ts';
import { headKey } from './layout.ts';
import type { Requests } from './requests.ts';

/** Throws DamagedList. */
export async function readHead(requests: Requests, call: Call, list: SessionIdentity): Promise<Head | null> {
  const Key = keyAttributes(headKey(list));
  const { Item } = await requests.send(call, 'GetItem', { Key, ConsistentRead: true });
  return Item ? headIn(Item) : null;
}

export async function createHead(requests: Requests, call: Call, list: SessionIdentity, head: Head): Promise<boolean> {
  return isThere(head, await changeIf(requests, call, { put: headRecord(list, head) }, ifAbsent));
}

export async function replaceHead(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  head: Head | null,
): Promise<boolean> {
  const change = head ? { put: headRecord(list, head) } : { remove: keyAttributes(headKey(list)) };
  return isThere(head, await changeIf(requests, call, change, ifGeneration(generation)));
}

/** Also where an attempt did it whose reply was lost, or another process that had the same to do. */
function isThere(head: Head | null, { isDone, found, wasRepeated }: Outcome): boolean {
  if (isDone) return true;
  if (!head) return wasRepeated && !found;
  return found !== null && headIn(found).generation === head.generation;
}
