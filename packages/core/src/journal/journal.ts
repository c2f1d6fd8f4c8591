import type { Item } from '../item.ts';
import {
  type Entry,
  entriesOf,
  type ItemId,
  isForeign,
  isJournal,
  itemsOf,
  type LivingItem,
  revisionOf,
} from './entry.ts';
import type { Revision } from './revision.ts';

/**
 * A journal is a set of entries. Nobody rewrites it to add a message: an `add` is one more entry, and what edits, removes
 * or reorders is one more entry as well, a rewrite, which names what its writer had seen. So copies of a journal on several
 * drivers can miss entries, hold them twice or in another order, and still be brought together without asking anybody.
 */

/** All entries of both, each once. Commutative, associative and idempotent: copies that met end alike. */
export function merge(a: readonly Item[], b: readonly Item[]): Entry[] {
  const entries = new Map(entriesOf(a).map((entry) => [entry._rev, entry]));
  for (const entry of entriesOf(b)) {
    const other = entries.get(entry._rev);
    entries.set(entry._rev, other ? united(other, entry) : entry);
  }
  const all = entriesOf([...entries.values()]);
  // Whoever replaces a rewrite stands for all that it stood for, and alone says of what: a tombstone may be replaced by one
  // that ends less.
  const rewrites = rewritesOf(all);
  const isReplaced = ({ _rev }: Entry) => rewrites.some(({ entry, replaces }) => entry._rev !== _rev && replaces(_rev));
  return withoutReplaced(all.filter((entry) => !entry.replaces || !isReplaced(entry)));
}

/**
 * Two copies of one entry differ in two cases. A tombstone names what it met, on each driver something else. And an `add`
 * that was sent again after a removal opens the session that it continued before.
 */
function united(a: Entry, b: Entry): Entry {
  if (!a.replaces || !b.replaces) return a.after === null ? a : b;
  const [, upTo = ''] = [a.replaces.upTo, b.replaces.upTo].sort();
  return { ...a, replaces: { upTo, also: [...new Set([...a.replaces.also, ...b.replaces.also])].sort() } };
}

/** What the entries say: the items that are alive, in order. Depends on the set of entries alone. */
export function fold(list: readonly Item[]): LivingItem[] {
  return livingIn(entriesOf(list));
}

/** The same, of what `entriesOf` gave. */
export function livingIn(entries: Entry[]): LivingItem[] {
  const rewrites = rewritesOf(entries);
  const newest = rewrites.at(-1);
  if (!newest) return entries.flatMap(itemsOf);

  // Whoever replaced what brought the item had seen it: not to carry it on was to remove it.
  const isAlive = ({ id }: LivingItem) =>
    rewrites.every(({ replaces, carries }) => !replaces(revisionOf(id)) || carries.has(id));
  const result = itemsOf(newest.entry).filter(isAlive);

  // What the newest rewrite did not see: appends, and items of rewrites made meanwhile; of two edits the newer one.
  const others = new Map<ItemId, LivingItem>();
  for (const entry of withoutReplaced(entries, rewrites)) {
    for (const living of itemsOf(entry)) {
      if (entry !== newest.entry && !newest.carries.has(living.id) && isAlive(living)) others.set(living.id, living);
    }
  }
  for (const living of [...others.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) insertAfterSmaller(result, living);
  return result;
}

/**
 * Whether the list holds all that its entries know of: one opens the session, and what each came after is there or
 * replaced. Otherwise something was evicted, expired or missed, and another driver may have it.
 */
export function isComplete(list: readonly Item[]): boolean {
  if (!isJournal(list)) return true;
  const entries = entriesOf(list);
  const isOpened = entries.some(({ _rev, after, replaces }) => after === null || replaces || isForeign(_rev));
  const accountsFor = accountOf(entries);
  return isOpened && entries.every(({ after }) => after == null || accountsFor(after));
}

/** Answers whether a revision is among the entries, or replaced by one of them. */
export function accountOf(entries: readonly Entry[]): (revision: Revision) => boolean {
  const present = new Set(entries.map(({ _rev }) => _rev));
  const rewrites = rewritesOf(entries);
  return (revision) => present.has(revision) || rewrites.some(({ replaces }) => replaces(revision));
}

/** Whether two rewrites did not see each other, so that one's order and edits won over the other's. */
export function hasConflict(list: readonly Item[]): boolean {
  const entries = entriesOf(list);
  const rewrites = rewritesOf(entries);
  return withoutReplaced(entries, rewrites).filter(({ replaces, removed }) => replaces && !removed).length > 1;
}

/** A rewrite, made ready for questions. */
interface Rewrite {
  readonly entry: Entry;
  replaces(revision: Revision): boolean;
  readonly carries: ReadonlySet<ItemId>;
}

function rewritesOf(entries: readonly Entry[]): Rewrite[] {
  return entries.flatMap((entry) => {
    if (!entry.replaces) return [];
    const { upTo, also } = entry.replaces;
    const named = new Set(also);
    return {
      entry,
      replaces: (revision) => named.has(revision) || (revision <= upTo && !isForeign(revision)),
      carries: new Set(itemsOf(entry).map(({ id }) => id)),
    };
  });
}

/** What was replaced says nothing any more: whoever replaces an entry stands for all that the entry stood for. */
function withoutReplaced(entries: Entry[], rewrites = rewritesOf(entries)): Entry[] {
  if (rewrites.length === 0) return entries;
  return entries.filter(({ _rev }) => !rewrites.some(({ entry, replaces }) => entry._rev !== _rev && replaces(_rev)));
}

/** Where two writers did not see each other, an item stands after all that its own writer may have seen. */
function insertAfterSmaller(items: LivingItem[], living: LivingItem): void {
  const at = items.findLastIndex(({ id }) => id < living.id) + 1;
  items.splice(at, 0, living);
}
