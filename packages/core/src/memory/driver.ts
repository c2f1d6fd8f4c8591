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
    return this.#texts(identity)?.map(parse) ?? null;
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return inTurn(this, identity.key, async () => this.#store(identity, items.map(stringify)));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return inTurn(this, identity.key, async () => void this.#lists.delete(identity.key));
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    return inTurn(this, identity.key, async () => {
      // All are text before the first is stored: an item that cannot be leaves the list as it was.
      const added = items.map(stringify);
      const texts = this.#texts(identity) ?? [];
      for (const text of added) texts.push(text);
      this.#store(identity, texts);
    });
  }

  /** In turn, as all changes: `change` may call the driver itself. */
  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return inTurn(this, identity.key, async () => {
      const texts = change(this.#texts(identity)?.map(parse) ?? null)?.map(stringify);
      if (texts) this.#store(identity, texts);
      else this.#lists.delete(identity.key);
      return texts?.map(parse) ?? null;
    });
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return (
      this.#texts(identity)
        ?.slice(count > 0 ? -count : Number.POSITIVE_INFINITY)
        .map(parse) ?? null
    );
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

  #store(identity: SessionIdentity, texts: string[]): void {
    // At the end of the map, which is so in the order of expiry: what is over stands in front, and goes.
    this.#lists.delete(identity.key);
    this.#lists.set(identity.key, { texts, expiresAt: Date.now() + this.#ttlMs });
    for (const [key, { expiresAt }] of this.#lists) {
      if (expiresAt > Date.now()) break;
      this.#lists.delete(key);
    }
  }
}

function stringify(item: Item): string {
  return JSON.stringify(item);
}

function parse(text: string): Item {
  return JSON.parse(text);
}
