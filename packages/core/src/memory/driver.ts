import { checkDriverOptions } from '../driver/driver-options.ts';
import { inTurn } from '../driver/in-turn.ts';
import { StorageDriver } from '../driver/storage-driver.ts';
import { type IdentityFilter, keyFilter } from '../identity/identity-filter.ts';
import { SessionIdentity } from '../identity/session-identity.ts';
import type { Item } from '../item.ts';
import type { MemoryConfig } from './config.ts';

interface StoredList {
  /** Each item as JSON text: what goes in and what comes out share nothing. */
  readonly texts: string[];
  /** In milliseconds since 1970; Infinity: never. */
  readonly expiresAt: number;
}

/** Keeps lists in this process alone: for tests, and where nothing need outlive the process. Each instance has its own. */
export class MemoryDriver extends StorageDriver {
  readonly name = 'memory';
  readonly #lists = new Map<string, StoredList>();
  readonly #ttlMs: number;

  constructor(config: MemoryConfig = {}) {
    super();
    checkDriverOptions(this.name, config);
    this.#ttlMs = (config.ttlSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return itemsOf(this.#texts(identity));
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    await this.#change(identity, () => items.map(stringify));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    await this.#change(identity, () => null);
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    await this.#change(identity, (texts) => {
      // All are text before the first is stored: an item that cannot be leaves the list as it was.
      const added = items.map(stringify);
      if (!texts) return added;
      for (const text of added) texts.push(text);
      return texts;
    });
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return itemsOf(await this.#change(identity, (texts) => change(itemsOf(texts))?.map(stringify) ?? null));
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return itemsOf(this.#texts(identity)?.slice(count > 0 ? -count : Number.POSITIVE_INFINITY));
  }

  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    const { prefix, matches } = keyFilter(filter);
    for (const key of [...this.#lists.keys()]) {
      if (!key.startsWith(prefix)) continue;
      const identity = SessionIdentity.fromKey(key);
      if (this.#texts(identity) && matches(identity)) yield identity;
    }
  }

  #texts(identity: SessionIdentity): string[] | undefined {
    const list = this.#lists.get(identity.key);
    if (!list || list.expiresAt > Date.now()) return list?.texts;
    this.#lists.delete(identity.key);
    return undefined;
  }

  /** In turn, as every change: what decides it may call the driver itself. */
  #change(
    identity: SessionIdentity,
    change: (texts: string[] | undefined) => string[] | null,
  ): Promise<string[] | null> {
    return inTurn(this, identity.key, async () => {
      const texts = change(this.#texts(identity));
      // At the end of the map, which is so in the order of expiry: what is over stands in front, and goes.
      this.#lists.delete(identity.key);
      if (texts) this.#lists.set(identity.key, { texts, expiresAt: Date.now() + this.#ttlMs });
      for (const [key, { expiresAt }] of this.#lists) {
        if (expiresAt > Date.now()) break;
        this.#lists.delete(key);
      }
      return texts;
    });
  }
}

function itemsOf(texts: readonly string[] | null | undefined): Item[] | null {
  return texts?.map((text) => JSON.parse(text)) ?? null;
}

function stringify(item: Item): string {
  return JSON.stringify(item);
}
