import type { Item } from '../item.ts';
import { type Entry, entriesOf, isEntry, isForeign, isJournal, itemsOf, revisionOf } from './entry.ts';
import { accountOf, isComplete, merge } from './journal.ts';
import { mintRevision, observeRevision, type Revision, timeOf } from './revision.ts';
import { rewriteOf } from './rewrite.ts';

/**
 * What a removal leaves in the place of a list that has copies elsewhere: a rewrite without items. It stands for all entries
 * that are there, and for all that are older than some minutes wherever they are. Each copy gets one under the same revision.
 *
 * @param by who keeps the copies together: another one, around or inside it, does not take it for its own
 */
export function tombstoneFor(list: readonly Item[], revision: Revision, by: string): Entry {
  const { replaces } = rewriteOf(entriesOf(list), [], Date.now());
  const named = replaces?.also.filter((other) => other !== revision && !isForeign(other)) ?? [];
  return { _rev: revision, items: [], replaces: { upTo: replaces?.upTo ?? '', also: named }, removed: true, by };
}

export function isTombstone(item: Item, by: string): item is Entry {
  return isEntry(item) && item.removed === true && item.by === by;
}

/**
 * The list as it is to its readers: without tombstones, and without what they ended; null where nothing was stored since.
 * Whoever goes on does so after the removal, whatever the clocks say.
 */
export function visible(list: Item[] | null, by: string): Item[] | null {
  const tombstones = list?.filter((item) => isTombstone(item, by)) ?? [];
  if (!list || tombstones.length === 0) return list;
  for (const { _rev } of tombstones) observeRevision(_rev);
  const isEnded = accountOf(tombstones);
  const left = isJournalBeside(list, by) ? merge(list, []) : list;
  const shown = withoutTombstones(left, by).map((item) => withoutEnded(item, isEnded));
  const alive = shown.filter((item) => item !== null);
  return alive.length > 0 ? alive : null;
}

/**
 * What an update stores in the place of `list`: its outcome, which was made of what is visible. An entry in it that a tombstone
 * ended is stored again on purpose (an `add` that failed before the removal, and is sent again after it).
 */
export function withTombstones(list: readonly Item[] | null, outcome: Item[], by: string): Item[] {
  const tombstones = list?.filter((item) => isTombstone(item, by)) ?? [];
  if (!list || tombstones.length === 0) return outcome;
  const isEnded = accountOf(tombstones);
  const again = outcome.filter(isEntry).filter(({ _rev }) => isEnded(_rev));
  // A rewrite that was shown without what the removal had ended stays as it was: copies of one entry are alike.
  const stored = new Map(list.filter(isEntry).map((entry) => [entry._rev, entry]));
  const kept = outcome.map((item) => (isEntry(item) ? (stored.get(item._rev) ?? item) : item));
  return [...(again.length > 0 ? [renewed(tombstones, again)] : tombstones), ...kept];
}

/**
 * What a copy that lacks a tombstone of others has left: what it alone holds goes by the clock. The tombstone names what goes,
 * so that it does not come back from elsewhere.
 *
 * @param isKept what those hold that have the tombstone was stored after it
 */
export function bury(
  list: readonly Item[],
  tombstone: Entry,
  by: string,
  isKept: (revision: Revision) => boolean,
): readonly Item[] {
  if (list.some(({ _rev }) => _rev === tombstone._rev)) return list;
  if (!isJournal(list)) return [tombstone];
  const goes = ({ _rev }: Entry) => !isKept(_rev) && (isForeign(_rev) || _rev < tombstone._rev);
  const entries = entriesOf(list);
  const own = tombstoneFor(entries.filter(goes), tombstone._rev, by);
  // What an earlier tombstone had named may have been stored again since.
  const also = own.replaces?.also.filter((revision) => !isKept(revision)) ?? [];
  const left = entries.filter((entry) => !goes(entry));
  return merge([{ ...own, replaces: { upTo: tombstone.replaces?.upTo ?? '', also } }], left);
}

export function withoutTombstones(list: readonly Item[], by: string): Item[] {
  return list.filter((item) => !isTombstone(item, by));
}

/** Whether Storages wrote the list, as far as it is not tombstones. */
export function isJournalBeside(list: readonly Item[], by: string): boolean {
  return isJournal(withoutTombstones(list, by));
}

/** Whether there is a tombstone that nobody needs any more. */
export function hasExpiredTombstone(list: readonly Item[], by: string, lifeMs: number): boolean {
  const isOld = list.some((item) => isExpired(item, by, lifeMs));
  return isOld && withoutExpiredTombstones(list, by, lifeMs)?.length !== list.length;
}

/**
 * Without the tombstones that nobody needs any more; null: nothing is left. One that accounts for what an entry came after, or
 * ends what a rewrite carries, stays until these are replaced.
 */
export function withoutExpiredTombstones(list: readonly Item[], by: string, lifeMs: number): Item[] | null {
  const left = list.filter((item) => !isExpired(item, by, lifeMs));
  if (left.length === 0) return null;
  const isEnded = accountOf(list.filter((item) => isTombstone(item, by)));
  const isNeeded = !isComplete(left) || left.some((item) => withoutEnded(item, isEnded) !== item);
  return isNeeded ? [...list] : left;
}

function isExpired(item: Item, by: string, lifeMs: number): boolean {
  return isTombstone(item, by) && timeOf(item._rev) < Date.now() - lifeMs;
}

/** In the place of tombstones: does not end these entries. */
function renewed(tombstones: readonly Entry[], again: readonly Entry[]): Entry {
  const ended = new Set(tombstones.flatMap(({ _rev, replaces }) => [_rev, ...(replaces?.also ?? [])]));
  for (const { _rev } of again) ended.delete(_rev);
  const [first] = tombstones;
  return { ...(first as Entry), _rev: mintRevision(), replaces: { upTo: '', also: [...ended].sort() } };
}

/** A rewrite that did not see the removal, or was not seen by it, may carry what was removed. null: nothing else. */
function withoutEnded(item: Item, isEnded: (revision: Revision) => boolean): Item | null {
  if (!isEntry(item) || !item.ids) return item;
  const living = itemsOf(item).filter(({ id }) => !isEnded(revisionOf(id)));
  if (living.length === item.ids.length) return item;
  if (living.length === 0) return null;
  return { ...item, items: living.map((one) => one.item), ids: living.map(({ id }) => id) };
}
