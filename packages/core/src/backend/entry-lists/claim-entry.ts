import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { DoubtfulChange, type EntryLists } from './entry-lists.ts';
import type { Entry } from './entry-table.ts';
import { isAmong } from './operations.ts';

/**
 * What came of an entry. `added`: it counts. `included`: it counted, and was taken over by what is in its generation's place
 * now. `taken`: another one has its number. `dead`: no head leads to its generation any more, so it is as if it had not been.
 */
export type Outcome = 'added' | 'included' | 'taken' | 'dead';

/** Claims an entry's number in a generation. Throws DoubtfulChange where nothing tells what came of it. */
export async function claimEntry(
  { table }: EntryLists,
  call: Call,
  list: SessionIdentity,
  generation: string,
  entry: Entry,
): Promise<Outcome> {
  const { isOurs, isAlive, wasRepeated } = await table.claim(call, list, generation, entry);
  if (isOurs && isAlive) return 'added';
  if (!isOurs && !wasRepeated) return 'taken';
  const head = await table.head(call, list);
  if (!isOurs && head?.generation === generation) return 'taken';
  const isIn = isAmong(head?.operations ?? [], entry.operation);
  if (isIn) return 'included';
  // Whoever erased it before may have missed this entry.
  await table.erase(call, list, generation);
  // An attempt before may have stored it when the list was still there.
  if (wasRepeated && isIn === null) throw new DoubtfulChange('the list was removed or replaced meanwhile');
  return 'dead';
}
