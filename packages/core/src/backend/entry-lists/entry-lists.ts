import { Courtesy } from './courtesy.ts';
import type { EntryTable, Head } from './entry-table.ts';
import { KnownLists } from './known-lists.ts';
import { OperationIds } from './operations.ts';
import { randomId } from './random-id.ts';

/** A list was removed or replaced while a change of it was repeated, and nothing tells whether the change was done before. */
export class DoubtfulChange extends Error {
  override readonly name = 'DoubtfulChange';
}

/** What the operations on lists share: where entries lie, what is known of lists, and when they expire. */
export class EntryLists {
  readonly table: EntryTable;
  readonly known = new KnownLists();
  readonly courtesy = new Courtesy();
  readonly operations = new OperationIds();
  readonly #ttlMs: number | null;

  constructor(table: EntryTable, ttlSeconds: number | undefined) {
    this.table = table;
    this.#ttlMs = ttlSeconds === undefined ? null : ttlSeconds * 1_000;
  }

  /** In milliseconds since 1970: when a list expires that is written now. null: never. */
  expiresNow(): number | null {
    if (this.#ttlMs === null) return null;
    // What lies 285,000 years ahead is as good as any later time.
    return Math.min(Date.now() + Math.ceil(this.#ttlMs), Number.MAX_SAFE_INTEGER);
  }

  /** For a list that begins: its first entries are yet to come, or it is empty. */
  newHead({ isVoid }: { isVoid: boolean }): Head {
    return { generation: randomId(), isVoid, expires: this.expiresNow(), operations: [] };
  }
}

export function isExpired(expires: number | null): boolean {
  return expires !== null && expires <= Date.now();
}
