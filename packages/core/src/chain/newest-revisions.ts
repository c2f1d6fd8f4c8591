import type { Item, SessionIdentity } from '@agentstore/core';
import { entriesOf } from '../journal/entry.ts';
import { accountOf } from '../journal/journal.ts';
import type { Revision } from '../journal/revision.ts';
import { RecentMap } from './recent-map.ts';
import { newestRevision } from './same-entries.ts';

/** Of how many lists a chain remembers how far they went. */
const mostKnown = 10_000;

/**
 * What this process last stored in a list or read at its end. A driver that lacks it fell behind, without anybody's notice:
 * it was given an older snapshot, or is a replica that lagged.
 */
export class NewestRevisions {
  readonly #newest = new RecentMap<Revision>(mostKnown);

  note({ key }: SessionIdentity, list: readonly Item[] | null): void {
    const revision = list && newestRevision(list);
    if (revision) this.#newest.set(key, revision);
  }

  forget({ key }: SessionIdentity): void {
    this.#newest.delete(key);
  }

  isKnown({ key }: SessionIdentity): boolean {
    return this.#newest.get(key) !== undefined;
  }

  isIn(list: readonly Item[], { key }: SessionIdentity): boolean {
    const newest = this.#newest.get(key);
    if (newest === undefined) return true;
    return list.findLast(({ _rev }) => _rev === newest) !== undefined || accountOf(entriesOf(list))(newest);
  }

  /** Whether that is before where the end of a list begins. */
  isBefore(oldest: Revision, { key }: SessionIdentity): boolean {
    const newest = this.#newest.get(key);
    return newest !== undefined && newest < oldest;
  }
}
