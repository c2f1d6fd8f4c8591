import type { Item } from '@agentstore/core';
import { type Entry, entriesOf, isEntry } from '../journal/entry.ts';

/** Entries of `others` that `list` lacks. A tombstone that names less than another copy of it is lacking too. */
export function lacking(list: readonly Item[], others: readonly Item[]): Entry[] {
  const own = new Map(entriesOf(list).map((entry) => [entry._rev, entry]));
  return entriesOf(others).filter((entry) => {
    const same = own.get(entry._rev);
    return !same || weightOf(same) < weightOf(entry);
  });
}

export function haveSameEntries(a: readonly Item[], b: readonly Item[]): boolean {
  return lacking(a, b).length === 0 && lacking(b, a).length === 0;
}

/** The revision of the last entry of a list. */
export function lastRevision(list: readonly Item[]): string | undefined {
  return list.findLast(isEntry)?._rev;
}

/** The greatest revision of a list: what came late stands behind it. */
export function newestRevision(list: readonly Item[]): string | undefined {
  return list.reduce<string | undefined>(
    (newest, item) => (isEntry(item) && (newest === undefined || item._rev > newest) ? item._rev : newest),
    undefined,
  );
}

/** How much two copies of one entry say. They differ in tombstones, which name what each copy had. */
function weightOf({ replaces }: Entry): string {
  return `${String(replaces?.also.length ?? 0).padStart(9, '0')} ${replaces?.upTo ?? ''}`;
}
