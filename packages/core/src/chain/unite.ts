import type { Item } from '@agentstore/core';
import { type Entry, isJournal, revisionOf } from '../journal/entry.ts';
import { merge } from '../journal/journal.ts';
import type { Revision } from '../journal/revision.ts';
import { bury, isJournalBeside, isTombstone, withoutTombstones } from '../journal/tombstone.ts';

/**
 * One list of what several copies hold; null: none of them has one. Lists that are no journals cannot be united: the first one
 * counts, so whoever is to be believed comes first.
 *
 * @param by whose tombstones end what is older in the copies that lack them
 */
export function unite(copies: readonly (readonly Item[] | null)[], by: string): Item[] | null {
  const lists = copies.filter((copy) => copy !== null);
  const [first] = lists;
  if (!first) return null;
  if (!lists.some(isJournal)) return [...first];

  const tombstones = mergeAll(lists).filter((entry) => isTombstone(entry, by));
  const buried = tombstones.reduce<readonly (readonly Item[])[]>(
    (left, tombstone) => buryAll(left, tombstone, by),
    lists,
  );
  if (buried.some((list) => isJournalBeside(list, by))) return mergeAll(buried);
  const raw = buried.map((list) => withoutTombstones(list, by)).find((list) => list.length > 0) ?? [];
  return [...mergeAll(buried.map((list) => list.filter((item) => isTombstone(item, by)))), ...raw];
}

function buryAll(lists: readonly (readonly Item[])[], tombstone: Entry, by: string): (readonly Item[])[] {
  const holders = lists.filter((list) => list.some(({ _rev }) => _rev === tombstone._rev));
  // With what their rewrites carry.
  const kept = new Set(seenByItems(mergeAll(holders)));
  return lists.map((list) => bury(list, tombstone, by, (revision) => kept.has(revision)));
}

function mergeAll(lists: readonly (readonly Item[])[]): Entry[] {
  return lists.reduce<Entry[]>(merge, []);
}

function seenByItems(entries: readonly Entry[]): Revision[] {
  return entries.flatMap(({ _rev, ids = [] }) => [_rev, ...ids.map(revisionOf)]);
}
