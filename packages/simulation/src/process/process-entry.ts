// What a simulated process is made of: this file and all that it imports, bundled once and run anew for each process.
import { type Item, SessionIdentity, StorageDriver } from '@agentstore/core';

export { ChatHistoryStorage, ConflictError, DriverError, SessionIdentity } from '@agentstore/core';
export { DriverChain } from '@agentstore/core/chain';
export { fold, isComplete, merge } from '../../../core/src/journal/journal.ts';
export { visible } from '../../../core/src/journal/tombstone.ts';

type Change = (items: Item[] | null) => Item[] | null;

/** A process's way to a backend, in keys. */
export interface Connection {
  read(key: string): Promise<Item[] | null>;
  write(key: string, items: readonly Item[]): Promise<void>;
  remove(key: string): Promise<void>;
  append(key: string, items: readonly Item[]): Promise<void>;
  update(key: string, change: Change): Promise<Item[] | null>;
  readLast(key: string, count: number): Promise<Item[] | null>;
  keys(): Promise<string[]>;
}

/** A driver as good as any: what it is asked, it asks a backend that is elsewhere. */
export class SimulatedDriver extends StorageDriver {
  readonly name: string;
  readonly #connection: Connection;

  constructor(name: string, connection: Connection) {
    super();
    this.name = name;
    this.#connection = connection;
  }

  read({ key }: SessionIdentity): Promise<Item[] | null> {
    return this.#connection.read(key);
  }

  write({ key }: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#connection.write(key, items);
  }

  remove({ key }: SessionIdentity): Promise<void> {
    return this.#connection.remove(key);
  }

  override async append({ key }: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length > 0) await this.#connection.append(key, items);
  }

  override update({ key }: SessionIdentity, change: Change): Promise<Item[] | null> {
    return this.#connection.update(key, change);
  }

  override readLast({ key }: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#connection.readLast(key, count);
  }

  override async *list(): AsyncGenerator<SessionIdentity> {
    for (const key of await this.#connection.keys()) yield SessionIdentity.fromKey(key);
  }
}
