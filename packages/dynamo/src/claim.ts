import type { SessionIdentity } from '@agentstore/core';
import type { Call, Claim, Entry } from '@agentstore/core/backend';
import { changeIf, ifAbsent, type Outcome } from './conditional.ts';
import { entryIn, entryRecord } from './entry-format.ts';
import { keyAttributes } from './head-format.ts';
import { readHead } from './heads.ts';
import { entryPartition, entrySort } from './layout.ts';
import type { Requests } from './requests.ts';

/** Two requests, one after the other: the entry is put where its number is free; then the head is read. */
export async function claimNumber(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  entry: Entry,
): Promise<Claim> {
  const { number } = entry;
  // The table may have come back as it was before: it would take the entry, behind a gap.
  let leavesGap = false;
  const isNext = async () => {
    leavesGap = number > 1 && !(await hasEntry(requests, call, list, generation, number - 1));
    return !leavesGap;
  };
  const outcome = await changeIf(requests, call, { put: entryRecord(list, generation, entry) }, ifAbsent, isNext);
  const { wasRepeated } = outcome;
  if (leavesGap) return { isOurs: false, isAlive: false, wasRepeated };
  if (isErased(outcome)) return { isOurs: true, isAlive: false, wasRepeated };
  const isOurs = outcome.isDone || (outcome.found !== null && entryIn(outcome.found).operation === entry.operation);
  if (!isOurs) return { isOurs, isAlive: false, wasRepeated };
  const head = await readHead(requests, call, list);
  return { isOurs, isAlive: head?.generation === generation, wasRepeated };
}

/** What had the number is gone by now: it may have been our own. */
function isErased({ isDone, found, wasRepeated }: Outcome): boolean {
  return !isDone && found === null && wasRepeated;
}

async function hasEntry(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  number: number,
): Promise<boolean> {
  const Key = keyAttributes({ pk: entryPartition(list), sk: entrySort(generation, number) });
  const { Item } = await requests.send(call, 'GetItem', { Key, ConsistentRead: true, ProjectionExpression: 'sk' });
  return Item !== undefined;
}
