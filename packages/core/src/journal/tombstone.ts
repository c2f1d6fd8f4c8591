import type { Item } from '../item.ts';
import { type Entry, entriesOf, isEntry, isForeign, isJournal } from './entry.ts';
import { accountOf, isComplete, merge } from './journal.ts';
import { mintRevision, observeRevision, type Revision, timeOf } from './revision.ts';
import { rewriteOf } from './rewrite.ts';

/** In milliseconds: how long a tombstone stays. What a call under way had read before the removal is stored nowhere after that. */
export const tombstoneLifeMs = 10 * 60_000;

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
 * The list as it is to its readers: without tombstones; null where nothing was stored since. Whoever goes on does so after the
 * removal, whatever the clocks say.
 */
export function visible(list: Item[] | null, by: string): Item[] | null {
  const tombstones = list?.filter((item) => isTombstone(item, by)) ?? [];
  if (!list || tombstones.length === 0) return list;
  for (const { _rev } of tombstones) observeRevision(_rev);
  const left = withoutTombstones(isJournalBeside(list, by) ? merge(list, []) : list, by);
  return left.length > 0 ? left : null;
}

/**
 * What an update stores in the place of `list`: its outcome, which was made of what is visible. An entry in it that a tombstone
 * ended is stored again on purpose (an `add` that failed before the removal, and is sent again after it).
 */
export function withTombstones(list: readonly Item[] | null, outcome: Item[], by: string): Item[] {
  const tombstones = list?.filter((item) => isTombstone(item, by)) ?? [];
  const isEnded = accountOf(tombstones);
  const again = outcome.filter(isEntry).filter(({ _rev }) => isEnded(_rev));
  return [...(again.length > 0 ? [renewed(tombstones, again)] : tombstones), ...outcome];
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

export function hasExpiredTombstone(list: readonly Item[], by: string): boolean {
  return list.some((item) => isExpired(item, by));
}

/**
 * Without the tombstones that nobody needs any more; null: nothing is left. One that accounts for what an entry came after stays
 * until that entry is replaced.
 */
export function withoutExpiredTombstones(list: readonly Item[], by: string): Item[] | null {
  const left = list.filter((item) => !isExpired(item, by));
  if (left.length === 0) return null;
  return isComplete(left) ? left : [...list];
}

function isExpired(item: Item, by: string): boolean {
  return isTombstone(item, by) && timeOf(item._rev) < Date.now() - tombstoneLifeMs;
}

/** In the place of tombstones: does not end these entries. */
function renewed(tombstones: readonly Entry[], again: readonly Entry[]): Entry {
  const ended = new Set(tombstones.flatMap(({ _rev, replaces }) => [_rev, ...(replaces?.also ?? [])]));
  for (const { _rev } of again) ended.delete(_rev);
  const [first] = tombstones;
  return { ...(first as Entry), _rev: mintRevision(), replaces: { upTo: '', also: [...ended].sort() } };
}
