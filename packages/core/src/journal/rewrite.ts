import { type Entry, isForeign, type LivingItem, revisionOf } from './entry.ts';
import { mintRevision, observeRevision, type Revision, revisionAt } from './revision.ts';

/** For clocks that disagree and for retries that arrive late. */
const settlingMs = 5 * 60_000;

/** Replaced one by one whatever their age, so that a writer whose clock is far behind loses nothing in a calm session. */
const namedAtLeast = 64;

/**
 * The entry that replaces what these entries hold, and all that the rewrites in it stood for, by these items. Each has a
 * revision of its own, also where one call makes several attempts: these may be stored on different copies of the list.
 * `agreedAt`: see StorageDriver.
 */
export function rewriteOf(entries: readonly Entry[], items: readonly LivingItem[], agreedAt: number | null): Entry {
  const seen = seenRevisions(entries);
  const upTo = settledUpTo(entries, seen, agreedAt);
  observeRevision(seen.at(-1) ?? '');
  return {
    _rev: mintRevision(),
    items: items.map(({ item }) => item),
    replaces: { upTo, also: seen.filter((revision) => isForeign(revision) || revision > upTo) },
    ids: items.map(({ id }) => id),
  };
}

/** All revisions that the entries name, sorted: what earlier rewrites had seen is seen through them. */
export function seenRevisions(entries: readonly Entry[]): Revision[] {
  const seen = new Set<Revision>();
  for (const { _rev, ids = [], replaces } of entries) {
    seen.add(_rev);
    for (const id of ids) seen.add(revisionOf(id));
    for (const revision of replaces?.also ?? []) seen.add(revision);
  }
  return [...seen].sort();
}

/**
 * Up to where one bound stands for all: what everybody agreed on, long enough ago for clocks and late retries, and older
 * than the newest ones. Time alone never deletes a message.
 */
function settledUpTo(entries: readonly Entry[], seen: readonly Revision[], agreedAt: number | null): Revision {
  const earlier = entries.map(({ replaces }) => replaces?.upTo ?? '');
  const settled = agreedAt === null ? '' : revisionAt(agreedAt - settlingMs);
  const [bound = ''] = [settled, seen.at(-namedAtLeast) ?? ''].sort();
  return [...earlier, bound].sort().at(-1) ?? '';
}
