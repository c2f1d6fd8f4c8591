import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { beginList } from './begin.ts';
import { claimEntry } from './claim-entry.ts';
import { type EntryLists, isExpired } from './entry-lists.ts';
import type { Entry } from './entry-table.ts';
import { cut, textOf } from './entry-texts.ts';
import type { KnownList } from './known-lists.ts';
import { loadEnd } from './load.ts';
import { replaceList } from './replace.ts';

/** Conflicts after which a writer lets the others go first for a moment. */
const conflictsWithoutPause = 2;
/** How many times as long as an attempt took the pause after it may be. Longer ones would leave everything to whoever is quickest. */
const longestPause = 4;

/**
 * Stores one entry behind the last one: the number that is next is claimed, and whoever is slower claims the next one.
 * The entry counts if the list's head still has its generation after that, or has one that took the entry over.
 */
export async function appendItems(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  items: readonly Item[],
): Promise<void> {
  const { table, known } = lists;
  const operation = lists.operations.next();
  const pieces = cut(textOf(items), table.longestText);
  const text = pieces.pop() ?? '';
  const parts = pieces.map((piece, place) => ({ operation, place, text: piece }));
  let partsAreIn: string | null = null;

  for (let conflicts = 0; ; ) {
    const start = performance.now();
    const end = known.get(list) ?? (await knowEnd(lists, call, list));
    if (end === null) {
      const head = lists.newHead({ isVoid: true });
      if (await beginList(lists, call, list, head)) {
        known.set(list, {
          generation: head.generation,
          last: 0,
          expires: head.expires,
          isExpiring: isSet(head.expires),
        });
      }
      continue;
    }
    known.forget(list);
    if (isExpired(end.expires)) {
      if (await replaceExpired(lists, call, list, items)) return;
      continue;
    }
    const generation: string = end.generation;
    if (parts.length > 0 && partsAreIn !== generation) {
      await table.store(call, list, generation, [], parts);
      partsAreIn = generation;
    }
    const entry: Entry = { number: end.last + 1, operation, text, parts: parts.length, expires: lists.expiresNow() };
    const outcome = await claimEntry(lists, call, list, generation, entry);
    if (outcome === 'included') return;
    if (outcome === 'added') {
      const isExpiring = isSet(entry.expires);
      if (isExpiring && !end.isExpiring) await showExpiry(lists, call, list, generation);
      const { number: last, expires } = entry;
      known.set(list, { generation, last, expires, isExpiring: isExpiring || end.isExpiring });
      return;
    }
    if (outcome !== 'taken') continue;
    conflicts += 1;
    if (conflicts > conflictsWithoutPause) await pause(call, conflicts, performance.now() - start);
    await knowNewEnd(lists, call, list, end);
  }
}

async function knowEnd(lists: EntryLists, call: Call, list: SessionIdentity): Promise<KnownList | null> {
  const end = await loadEnd(lists, call, list);
  if (!end) return null;
  const { head, last, expires } = end;
  return { generation: head.generation, last, expires, isExpiring: isSet(head.expires) };
}

/** Where the list has only grown, its last entry is all that is new: one request, so that the faster writer is not always the same. */
async function knowNewEnd(
  { table, known }: EntryLists,
  call: Call,
  list: SessionIdentity,
  { generation, isExpiring }: KnownList,
): Promise<void> {
  const [tail] = await table.lastEntries(call, list, generation, 1);
  if (!tail || tail.next !== undefined) return;
  known.set(list, { generation, last: tail.number, expires: tail.expires, isExpiring });
}

/** false: it has not expired after all, or others were faster. */
async function replaceExpired(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  items: readonly Item[],
): Promise<boolean> {
  const end = await loadEnd(lists, call, list);
  if (!end || !isExpired(end.expires)) return false;
  return (await replaceList(lists, call, list, end, items)) !== null;
}

/** So that a listing knows that the list may be gone: it looks at heads alone where it can. */
async function showExpiry(lists: EntryLists, call: Call, list: SessionIdentity, generation: string): Promise<void> {
  const head = await lists.table.head(call, list);
  if (head?.generation !== generation || isSet(head.expires)) return;
  await lists.table.replaceHead(call, list, generation, { ...head, expires: lists.expiresNow() });
}

function isSet(expires: number | null): boolean {
  return expires !== null;
}

function pause(call: Call, conflicts: number, tookMs: number): Promise<void> {
  const times = Math.min(longestPause, 2 ** (conflicts - conflictsWithoutPause));
  return call.wait(() => new Promise((resolve) => setTimeout(resolve, Math.random() * tookMs * times)));
}
