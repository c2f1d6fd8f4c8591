import {
  type Change,
  type IdentityFilter,
  type Item,
  keepRefusal,
  type SessionIdentity,
  StorageDriver,
} from '@agentstore/core';
import type { Calls } from '../calls.ts';
import { appendItems } from './append.ts';
import { EntryLists } from './entry-lists.ts';
import type { EntryTable } from './entry-table.ts';
import { listIdentities } from './list.ts';
import { readList } from './read.ts';
import { readLastItems } from './read-tail.ts';
import { removeList } from './remove.ts';
import { updateItems } from './update.ts';

/**
 * A driver that keeps each list as numbered entries behind a head, for any number of processes, in a backend that stores a
 * record only where there is none with its key. An append is one entry. No transaction, no lock, no server's clock.
 */
export abstract class EntryListDriver extends StorageDriver {
  readonly #calls: Calls;
  readonly #lists: EntryLists;

  /** @param ttlSeconds as in DriverOptions, counted by this machine's clock */
  constructor(calls: Calls, table: EntryTable, ttlSeconds: number | undefined) {
    super();
    this.#calls = calls;
    this.#lists = new EntryLists(table, ttlSeconds);
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#calls.run(
      'read',
      identity,
      async (call) => (await readList(this.#lists, call, identity))?.items ?? null,
    );
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    await this.#calls.inTurn('write', identity, (call) => updateItems(this.#lists, call, identity, () => [...items]));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return this.#calls.inTurn('remove', identity, (call) => removeList(this.#lists, call, identity));
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    return this.#calls.inTurn('append', identity, (call) => appendItems(this.#lists, call, identity, items));
  }

  override async update(identity: SessionIdentity, change: Change): Promise<Item[] | null> {
    return keepRefusal(change, (attempt) =>
      this.#calls.inTurn('update', identity, (call) => updateItems(this.#lists, call, identity, attempt)),
    );
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#calls.run('readLast', identity, (call) => readLastItems(this.#lists, call, identity, count));
  }

  override list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    return listIdentities(this.#lists, filter, (work) => this.#calls.run('list', null, work));
  }

  /**
   * To be called when a connection was lost: the backend may come back as it was some time ago, and an entry with the next
   * number that this driver knows of would leave a gap.
   */
  protected forgetKnown(): void {
    this.#lists.known.forgetAll();
  }

  /**
   * Deletes the lists that have expired, and what killed processes left of lists that never began: reads do not meet them, but
   * they take up room until somebody writes to them. For a job that runs now and then. Resolves with how many lists are left.
   */
  async sweep(): Promise<number> {
    let count = 0;
    for await (const _ of this.list()) count += 1;
    return count;
  }
}
