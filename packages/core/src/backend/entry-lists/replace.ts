import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import { pauseAfter } from '../retried.ts';
import { claimEntry } from './claim-entry.ts';
import type { EntryLists } from './entry-lists.ts';
import type { Entry, EntryTable, Head, Part } from './entry-table.ts';
import { cut, itemsOf, packed, piecesOf } from './entry-texts.ts';
import { type End, eraseAll } from './load.ts';
import { newestOperations, partsOfRewrite } from './operations.ts';
import { randomId } from './random-id.ts';
import { removeVoid } from './remove-void.ts';

/** What came of a replacement: the items that others appended meanwhile, which now stand behind. */
interface Replacement {
  readonly kept: readonly Item[];
}

/**
 * Puts items (null: none, and no list) in the place of a list that ends as `end` says. They are stored as a generation of
 * their own, to which nothing leads yet. Then the number behind the last entry is claimed for an entry that closes the old
 * generation and names the new one: that decides, at once, and against every append and every other replacement. What
 * follows, a new head and the end of the old entries, anybody can take over.
 *
 * null: others have changed the list since. With `mayHaveGrown`, what they appended is kept behind the items instead.
 */
export async function replaceList(
  lists: EntryLists,
  call: Call,
  list: SessionIdentity,
  { head, last, operations }: End,
  items: readonly Item[] | null,
  mayHaveGrown = false,
): Promise<Replacement | null> {
  const { table } = lists;
  lists.known.forget(list);
  const old = head.generation;
  // What others prepared until now counts on a number that is about to be taken, or on a head that is gone already.
  const doomed = new Set([old, ...(await table.generations(call, list))]);
  const generation = randomId();
  const operation = lists.operations.next();
  const expires = lists.expiresNow();
  const { entries, parts } = entriesFor(items ?? [], table, operation, expires);
  if (entries.length > 0) await table.store(call, list, generation, entries, parts);

  const kept: Item[] = [];
  const appended: Entry[] = [];
  let [upTo, count] = [last, entries.length];
  for (let conflicts = 0; ; ) {
    const isVoid = items === null && kept.length === 0;
    const closing = { number: upTo + 1, operation, text: '', parts: 0, expires: null };
    const next: Head = {
      generation,
      isVoid,
      expires,
      operations: newestOperations(operations, [...appended, closing]),
    };
    const outcome = await claimEntry(lists, call, list, old, { ...closing, next });
    if (outcome === 'included') return { kept };
    if (outcome === 'added') {
      await table.replaceHead(call, list, old, next);
      await eraseAll(lists, call, list, doomed);
      if (isVoid) await removeVoid(lists, call, list, generation);
      else lists.known.set(list, { generation, last: count, expires, isExpiring: expires !== null });
      return { kept };
    }
    const grown = mayHaveGrown && outcome === 'taken' ? await entriesAfter(lists, call, list, old, upTo) : null;
    if (!grown) {
      await table.erase(call, list, generation);
      return null;
    }
    if (grown.length === 0) {
      conflicts += 1;
      await call.wait(() => new Promise((resolve) => setTimeout(resolve, pauseAfter(conflicts))));
      continue;
    }
    // At once, without a pause: those who append do not wait either, and would be faster every time.
    const copies = await copiesOf(lists, call, list, old, grown, count);
    if (!copies) {
      await table.erase(call, list, generation);
      return null;
    }
    await table.store(call, list, generation, copies.entries, copies.parts);
    kept.push(...copies.items);
    appended.push(...grown);
    upTo += grown.length;
    count += grown.length;
  }
}

/** Entries as a rewrite stores them: items packed, and what is too big in parts. */
function entriesFor(
  items: readonly Item[],
  { packedText, longestText }: EntryTable,
  rewrite: string,
  expires: number | null,
): { entries: Entry[]; parts: Part[] } {
  const parts: Part[] = [];
  const entries = packed(items, packedText).map((pack, at): Entry => {
    const pieces = cut(pack, longestText);
    const text = pieces.pop() ?? '';
    const operation = pieces.length > 0 ? partsOfRewrite(rewrite, at + 1) : '';
    parts.push(...pieces.map((piece, place) => ({ operation, place, text: piece })));
    return { number: at + 1, operation, text, parts: pieces.length, expires };
  });
  return { entries, parts };
}

/** What follows a number; null: the generation is closed. Empty where it cannot be seen yet. */
async function entriesAfter(
  { table }: EntryLists,
  call: Call,
  list: SessionIdentity,
  generation: string,
  number: number,
): Promise<Entry[] | null> {
  for (let count = 16; ; count *= 4) {
    const last = await table.lastEntries(call, list, generation, count);
    const [first] = last;
    // Without what stood there, the generation is being erased.
    if (!first) return number === 0 ? [] : null;
    if (last.some(({ next }) => next !== undefined)) return null;
    if (first.number <= number + 1) return last.filter((entry) => entry.number > number);
  }
}

/** The same entries, for another generation, behind `count` others; null: they are being erased. */
async function copiesOf(
  { table }: EntryLists,
  call: Call,
  list: SessionIdentity,
  generation: string,
  grown: readonly Entry[],
  count: number,
): Promise<{ entries: Entry[]; parts: Part[]; items: Item[] } | null> {
  const parts: Part[] = [];
  const texts: string[] = [];
  for (const entry of grown) {
    const pieces = await piecesOf(table, call, list, generation, entry);
    if (!pieces) return null;
    texts.push(pieces.join(''));
    parts.push(...pieces.slice(0, -1).map((text, place) => ({ operation: entry.operation, place, text })));
  }
  const entries = grown.map((entry, at) => ({ ...entry, number: count + at + 1 }));
  return { entries, parts, items: itemsOf(texts) };
}
