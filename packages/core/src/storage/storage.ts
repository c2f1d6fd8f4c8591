import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError, messageOf, ValidationError } from '../errors.ts';
import { SessionIdentity, type SessionIdentityFields } from '../identity/session-identity.ts';
import { type Item, toItem } from '../item.ts';
import type { ItemId, LivingItem } from '../journal/entry.ts';
import { matchItems } from '../journal/match.ts';
import type { Revision } from '../journal/revision.ts';
import { driverOf } from '../registry/driver-of.ts';
import type { DriverSpec } from '../registry/driver-spec.ts';
import { JournaledList } from './journaled-list.ts';

export interface StorageOptions<T, In = T> {
  /** How a value is stored, where it is not JSON as it is; `place`: which of those given it is. Default: as it is. */
  readonly toItem?: (value: T | In, place: number) => unknown;
  /** The reverse of `toItem`. */
  readonly fromItem?: (item: Item) => T;
  /** The caller made this session's id just now: it is opened without reading. Default: false. */
  readonly fresh?: boolean;
}

/** The options, and what a storage has beside them. */
interface State<T, In> extends StorageOptions<T, In> {
  readonly list: JournaledList;
  readonly toItem: (value: T | In, place: number) => unknown;
  readonly fromItem: (item: Item) => T;
}

/** Beside the instances, not in them: a private member in the declaration would part the ESM and the CommonJS copy. */
const states = new WeakMap<object, unknown>();

/**
 * One session's list of typed values. A subclass names the scope in which it lies: `static readonly prefix = 'notes'`.
 *
 * What changes something resolves when the driver acknowledged it. An `add` that failed stays pending: `save()`, or an
 * `add` of equal items, sends the same entry again, and it is stored once however often it is sent. A Storage caches what
 * it loaded for its instance's life (one Storage a request), and never closes a driver.
 */
export abstract class Storage<T extends object = object, In = T> {
  readonly identity: SessionIdentity;
  readonly driver: StorageDriver;

  constructor(
    identity: SessionIdentity | SessionIdentityFields,
    driver: DriverSpec,
    options: StorageOptions<T, In> = {},
  ) {
    this.identity = scoped(new SessionIdentity(identity), new.target);
    this.driver = driverOf(driver);
    const { toItem = (value) => value, fromItem = (item) => item as T } = options;
    states.set(this, { ...options, toItem, fromItem, list: new JournaledList(this.driver, this.identity, options) });
  }

  /** All items, oldest first, as the caller's own copies. [] where there are none; a failed load rejects. */
  async get(): Promise<T[]> {
    return decodeAll(this, await stateOf(this).list.living());
  }

  async getLast(): Promise<T | null> {
    return (await this.last(1))[0] ?? null;
  }

  /** The last `count` items, oldest first, without loading the others where the list allows. */
  async last(count: number): Promise<T[]> {
    if (!Number.isInteger(count) || count < 0) {
      throw new ConfigError(`last() takes a whole number, not ${count}`);
    }
    return decodeAll(this, await stateOf(this).list.last(count));
  }

  async count(): Promise<number> {
    return (await stateOf(this).list.living()).length;
  }

  /** Adds a turn: all of its items or none. Cost: the new items. */
  async add(...items: readonly In[]): Promise<void> {
    const added = encodeAll(this, items);
    if (added.length > 0) await stateOf(this).list.add(added);
  }

  /** Replaces all items. ConflictError if somebody else changed the list since it was loaded. */
  async set(items: readonly In[]): Promise<void> {
    const wanted = encodeAll(this, items).map((written) => ({ written }));
    await rewrite(this, 'refuse', () => wanted);
  }

  /**
   * Replaces the items by what `change` returns, and resolves with them. Runs again on what is there where somebody else
   * was faster, each time with fresh copies, which it may change and return.
   */
  async update(change: (items: readonly T[]) => readonly (T | In)[]): Promise<readonly T[]> {
    await rewrite(this, 'follow', (living) => {
      const given = decodeAll(this, living);
      const ids = new Map<unknown, ItemId>(living.map(({ id }, at) => [given[at], id]));
      const returned = change([...given]);
      return encodeAll(this, returned).map((written, at) => ({ written, id: ids.get(returned[at]) }));
    });
    return this.get();
  }

  /** Removes the items that match; how many. ConflictError as in set(). */
  async removeItem(matches: (item: T) => boolean): Promise<number> {
    const living = await stateOf(this).list.living();
    const items = decodeAll(this, living);
    const doomed = new Set(living.flatMap(({ id }, at) => (matches(items[at] as T) ? id : [])));
    if (doomed.size > 0) {
      await stateOf(this).list.rewrite((current) => current.filter(({ id }) => !doomed.has(id)), 'refuse');
    }
    return doomed.size;
  }

  /** Leaves an empty list. ConflictError as in set(). */
  async clear(): Promise<void> {
    await this.set([]);
  }

  /** Removes the list and what was pending. */
  async remove(): Promise<void> {
    await stateOf(this).list.remove();
  }

  /** Sends again what was not acknowledged, the same entries. */
  async save(): Promise<void> {
    await stateOf(this).list.resend();
  }

  /** Loads what is stored now. */
  async refresh(): Promise<void> {
    await stateOf(this).list.refresh();
  }
}

/** Also what a subclass's own options say. */
export function stateOf<T extends object, In>(storage: Storage<T, In>): State<T, In> {
  return states.get(storage) as State<T, In>;
}

function rewrite<T extends object, In>(
  storage: Storage<T, In>,
  onChange: 'refuse' | 'follow',
  want: (living: readonly LivingItem[]) => { written: Item; id?: ItemId | undefined }[],
): Promise<void> {
  const change = (living: readonly LivingItem[], revision: Revision) => {
    const written = encodeAll(storage, decodeAll(storage, living));
    const known = living.map((item, at) => ({ ...item, written: written[at] as Item }));
    return matchItems(known, want(living), revision);
  };
  return stateOf(storage).list.rewrite(change, onChange);
}

function encodeAll<T extends object, In>(storage: Storage<T, In>, values: readonly (T | In)[]): Item[] {
  const state = stateOf(storage);
  return values.map((value, at) => toItem(state.toItem(value, at), `items[${at}]`));
}

function decodeAll<T extends object, In>(storage: Storage<T, In>, living: readonly LivingItem[]): T[] {
  const state = stateOf(storage);
  return living.map(({ id, item }) => {
    try {
      return state.fromItem(toItem(item, id));
    } catch (cause) {
      throw new ValidationError(`item ${id} of ${storage.identity.key}`, `cannot be read: ${messageOf(cause)}`, {
        cause,
      });
    }
  });
}

/** The storage's own list among those of the session. */
function scoped(
  identity: SessionIdentity,
  type: { readonly name: string; readonly prefix?: unknown },
): SessionIdentity {
  const { prefix } = type;
  if (typeof prefix !== 'string' || !prefix || prefix.includes('/')) {
    throw new ConfigError(`${type.name} needs a static prefix without '/'`);
  }
  return identity.withScope(identity.scope === undefined ? prefix : `${identity.scope}/${prefix}`);
}
