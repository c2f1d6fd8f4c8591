import { StorageDriver } from '../driver/storage-driver.ts';
import type { IdentityFilter } from '../identity/identity-filter.ts';
import type { SessionIdentity } from '../identity/session-identity.ts';
import type { Item } from '../item.ts';

/** Stands for a driver whose package is not loaded yet, and loads it on first use. A failed load is tried again. */
export class LazyDriver extends StorageDriver {
  readonly name: string;
  readonly #load: () => Promise<StorageDriver>;
  #loading: Promise<StorageDriver> | null = null;
  #loaded: StorageDriver | null = null;

  constructor(name: string, load: () => Promise<StorageDriver>) {
    super();
    this.name = name;
    this.#load = load;
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return (await this.#driver()).read(identity);
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return (await this.#driver()).write(identity, items);
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return (await this.#driver()).remove(identity);
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return (await this.#driver()).append(identity, items);
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return (await this.#driver()).update(identity, change);
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return (await this.#driver()).readLast(identity, count);
  }

  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    yield* (await this.#driver()).list(filter);
  }

  override async setup(): Promise<void> {
    return (await this.#driver()).setup();
  }

  /** A driver that was never used has nothing queued, and nothing to free. */
  override async flush(): Promise<void> {
    await (await this.#loading)?.flush();
  }

  override async close(): Promise<void> {
    await (await this.#loading)?.close();
  }

  override agreedAt(identity: SessionIdentity): number | null {
    return this.#loaded?.agreedAt(identity) ?? null;
  }

  async #driver(): Promise<StorageDriver> {
    if (this.#loaded) return this.#loaded;
    this.#loading ??= this.#load();
    try {
      this.#loaded = await this.#loading;
      return this.#loaded;
    } catch (error) {
      this.#loading = null;
      throw error;
    }
  }
}
