import { resolve } from 'node:path';
import type { Item } from '@agentstore/core';
import type { Database, RootDatabase } from 'lmdb';
import { listName, namesWith } from './list-name.ts';

/** What there is of a list beside its items, which are numbered from 0. */
interface Head {
  /** Whose list it is: the name may be shortened. */
  readonly key: string;
  readonly length: number;
  /** In milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
}

/** The lists in one database. */
export class Lists {
  static readonly #open = new Map<string, Lists>();
  readonly #path: string;
  readonly #root: RootDatabase;
  readonly #heads: Database<Head, string>;
  readonly #items: Database<Item, [name: string, at: number]>;
  #users = 0;

  /** Opens a database once, however many drivers use it: opening it again waits for transactions, and so may never end. */
  static async at(path: string): Promise<Lists> {
    // On first use: the import alone takes as long as a hundred operations.
    const { open } = await import('lmdb');
    const place = resolve(path);
    // With lmdb's default, processes lose what others acknowledged: in 4 of 60 runs of the suite's case about that.
    const lists = Lists.#open.get(place) ?? new Lists(place, open({ path, overlappingSync: false }));
    Lists.#open.set(place, lists);
    lists.#users++;
    return lists;
  }

  private constructor(path: string, root: RootDatabase) {
    this.#path = path;
    this.#root = root;
    // JSON: msgpack, the default, does not bring back every text and every name of a field as it was.
    this.#heads = root.openDB({ name: 'heads', encoding: 'json' });
    this.#items = root.openDB({ name: 'items', encoding: 'json' });
  }

  /** Runs `work` alone among all processes, and stores all that it changes, or nothing. Resolves once the disk has it. */
  async change<T>(work: () => T): Promise<T> {
    // A child, since that is undone where `work` throws.
    return this.#root.childTransaction(work);
  }

  /** The last `count` items; null: there is no list, or it is over. */
  read(key: string, count = Number.POSITIVE_INFINITY): Item[] | null {
    this.#root.resetReadTxn(); // LMDB reads from a snapshot, which may be older than what others had acknowledged.
    const head = this.#head(key);
    if (!head) return null;
    const [name, first] = [listName(key), Math.max(0, head.length - count)];
    const rows = this.#items.getRange({ start: [name, first], end: [name, head.length] });
    return Array.from(rows, ({ value }) => value);
  }

  /** Only inside `change`, as `write` and `remove`. */
  append(key: string, items: readonly Item[], ttlMs: number): void {
    const head = this.#head(key);
    if (!head) this.remove(key); // It may be over, and still be there.
    const length = head?.length ?? 0;
    for (const [at, item] of items.entries()) this.#items.putSync([listName(key), length + at], item);
    const expiresAt = ttlMs < Number.POSITIVE_INFINITY ? Date.now() + ttlMs : null;
    this.#heads.putSync(listName(key), { key, length: length + items.length, expiresAt });
  }

  write(key: string, items: readonly Item[], ttlMs: number): void {
    this.remove(key);
    this.append(key, items, ttlMs);
  }

  remove(key: string): void {
    const name = listName(key);
    const { length } = this.#heads.get(name) ?? { length: 0 };
    for (let at = 0; at < length; at++) this.#items.removeSync([name, at]);
    this.#heads.removeSync(name);
  }

  /** The keys of all lists that may have this beginning, those that are over included. */
  *keys(prefix: string): Generator<string, void, undefined> {
    this.#root.resetReadTxn();
    for (const { value } of this.#heads.getRange(namesWith(prefix))) yield value.key;
  }

  /** Waits for what is queued, and closes the database if nobody else in this process uses it. */
  async leave(): Promise<void> {
    await this.#root.committed;
    if (--this.#users > 0) return;
    Lists.#open.delete(this.#path);
    await this.#root.close();
  }

  #head(key: string): Head | null {
    const head = this.#heads.get(listName(key));
    return head && (head.expiresAt ?? Number.POSITIVE_INFINITY) > Date.now() ? head : null;
  }
}
