import { DriverError } from '../errors.ts';
import type { IdentityFilter } from '../identity/identity-filter.ts';
import type { SessionIdentity } from '../identity/session-identity.ts';
import type { Item } from '../item.ts';
import { inTurn } from './in-turn.ts';

/**
 * Keeps one list of JSON objects per identity. Three methods are a driver's whole duty; the others have a correct, slower
 * form here, which holds within one instance and which a driver overrides with what its backend does atomically. `append` and
 * `update` are overridden together: the slower forms take turns with each other alone.
 *
 * Items come in as clean JSON and go out as the caller's own copies. A failure is a rejection, never `null` or an empty
 * list; a rejected operation may still have been applied. Authors write no try/catch: a Storage and a DriverChain wrap
 * what is not yet a DriverError.
 */
export abstract class StorageDriver {
  /** As it is registered, and as errors name it. */
  abstract readonly name: string;

  /** All items, oldest first. null: never written, removed or expired. []: cleared. Those two differ. */
  abstract read(identity: SessionIdentity): Promise<Item[] | null>;

  /** Replaces the list. A reader sees the old list or the new one, never a mix. */
  abstract write(identity: SessionIdentity, items: readonly Item[]): Promise<void>;

  /** Removes the list and all that belongs to it. Resolves also when there is none. */
  abstract remove(identity: SessionIdentity): Promise<void>;

  /** Adds items at the end in one atomic step, creating the list; no items change nothing. Here: reads and writes it all. */
  append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return inTurn(this, identity.key, async () => {
      if (items.length > 0) await this.write(identity, [...((await this.read(identity)) ?? []), ...items]);
    });
  }

  /**
   * Atomic read-modify-write. What `change` returns replaces what it was given; null removes the list. Updates take turns,
   * and what others append meanwhile is kept. `change` may run more than once, so it must depend on its argument alone;
   * what it throws rejects the update, and nothing is changed. Resolves with what is stored now.
   */
  update(identity: SessionIdentity, change: (items: Item[] | null) => Item[] | null): Promise<Item[] | null> {
    return inTurn(this, identity.key, async () => {
      const items = change(await this.read(identity));
      if (items === null) await this.remove(identity);
      else await this.write(identity, items);
      return items;
    });
  }

  /** The last `count` items, oldest first; null as in read. Here: reads them all. */
  async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    const items = await this.read(identity);
    return items && (count > 0 ? items.slice(-count) : []);
  }

  /** Identities with a list, those that match the filter, each once, in no particular order. Here: code 'unsupported'. */
  list(_filter?: IdentityFilter): AsyncIterable<SessionIdentity> {
    const reason = 'this driver cannot list what it holds: keep an index of your own, or use a driver that can';
    const error = new DriverError({ driver: this.name, operation: 'list', code: 'unsupported', reason });
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
  }

  /** Creates or checks what the backend needs (table, index, folder). Idempotent, and safe to run by many at once. */
  async setup(): Promise<void> {}

  /** Resolves once what the driver has queued is stored. */
  async flush(): Promise<void> {}

  /** Frees what the driver opened, never a client that it was given. */
  async close(): Promise<void> {}

  /**
   * The last moment (milliseconds since 1970) at which every replica of this list was known to hold the same entries;
   * null: unknown. A backend that is one store: now. Rewrites name what is newer than that one by one.
   */
  agreedAt(_identity: SessionIdentity): number | null {
    return Date.now();
  }

  /** How the registry makes a driver from its config. */
  static make<C, D extends StorageDriver>(this: new (config: C) => D, config: C): D {
    return new this(config);
  }
}
