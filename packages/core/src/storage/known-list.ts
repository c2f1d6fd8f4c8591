import type { Item } from '../item.ts';
import { type Entry, entriesOf, itemsOf, type LivingItem } from '../journal/entry.ts';
import { accountOf, livingIn } from '../journal/journal.ts';
import type { Revision } from '../journal/revision.ts';

/** What a storage knows of its list: all of it once it was loaded, and what it added itself. */
export class KnownList {
  /** null: not loaded, or to be loaded again. */
  entries: Entry[] | null = null;
  living: LivingItem[] = [];
  /** The newest revision that was seen or acknowledged; null: the session is not open yet; undefined: not known. */
  newest: Revision | null | undefined;

  /** The whole list was read or written. */
  load(list: readonly Item[] | null): void {
    this.entries = entriesOf(list);
    this.living = livingIn(this.entries);
    this.see(this.entries);
  }

  /** The end of the list was read. */
  see(entries: readonly Entry[]): void {
    this.newest = entries.at(-1)?._rev ?? null;
  }

  /** An entry of the storage's own is stored. */
  add(entry: Entry): void {
    const isNewest = (this.newest ?? '') < entry._rev;
    if (isNewest) this.newest = entry._rev;
    if (!this.entries) return;
    this.entries.push(entry);
    // Sent again after newer ones, or found when the list was loaded: then its place is not the end.
    if (!isNewest) this.load(this.entries);
    else for (const living of itemsOf(entry)) this.living.push(living);
  }

  /** Whether these entries, without the storage's own, are what was loaded. */
  isStill(entries: readonly Entry[], own: ReadonlySet<Revision>): boolean {
    const loaded = new Set(this.entries?.map(({ _rev }) => _rev));
    return entries.every(({ _rev }) => loaded.has(_rev) || own.has(_rev)) && [...loaded].every(accountOf(entries));
  }
}
