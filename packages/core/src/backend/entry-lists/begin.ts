import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import type { EntryLists } from './entry-lists.ts';
import type { Head } from './entry-table.ts';
import { eraseAll } from './load.ts';

/**
 * Makes a head where there is none. Resolves with whether it is there now; false: another writer was faster.
 *
 * What lies there without a head was left by somebody who was killed. It is looked for before the head is made: at that
 * moment no head led to it, and none will. What is looked for later might be of a list that another one has begun.
 */
export async function beginList(lists: EntryLists, call: Call, list: SessionIdentity, head: Head): Promise<boolean> {
  const left = await lists.table.generations(call, list);
  if (!(await lists.table.createHead(call, list, head))) return false;
  await eraseAll(lists, call, list, left);
  return true;
}
