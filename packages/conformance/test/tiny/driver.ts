import {
  type DriverOptions,
  type IdentityFilter,
  type Item,
  keyFilter,
  SessionIdentity,
  StorageDriver,
} from '@agentstore/core';
import type { Answer, Connection, Request } from './backend.ts';

/** A sound driver for the tiny backend. Others override one thing of it. */
export class TinyDriver extends StorageDriver {
  readonly name: string = 'tiny';
  readonly options: DriverOptions;
  readonly #connection: Connection;

  constructor(connection: Connection, options: DriverOptions = {}) {
    super();
    this.#connection = connection;
    this.options = options;
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    const { texts } = await this.ask({ do: 'get', name: this.nameOf(identity) });
    return texts && this.decode(texts);
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    await this.ask({ do: 'put', ...this.contentOf(identity, items) });
  }

  async remove(identity: SessionIdentity): Promise<void> {
    await this.ask({ do: 'drop', name: this.nameOf(identity) });
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length > 0) await this.ask({ do: 'push', ...this.contentOf(identity, items) });
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    const name = this.nameOf(identity);
    for (;;) {
      const { texts, version } = await this.ask({ do: 'get', name });
      const items = change(texts && this.decode(texts));
      const stored = items && this.contentOf(identity, items);
      const { done } = await this.ask(
        stored ? { do: 'put', ...stored, ifVersion: version } : { do: 'drop', name, ifVersion: version },
      );
      if (done) return stored && this.decode(stored.texts);
    }
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    const { texts } = await this.ask({ do: 'get', name: this.nameOf(identity), last: count });
    return texts && this.decode(texts);
  }

  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity, void, undefined> {
    const { prefix, matches } = keyFilter(filter);
    const { rows = [] } = await this.ask({ do: 'list' });
    for (const { name, key } of rows) {
      if (!key.startsWith(prefix)) continue;
      const identity = SessionIdentity.fromKey(key);
      if (name === this.nameOf(identity) && matches(identity)) yield identity;
    }
  }

  /** Under which name the backend holds a list. */
  nameOf(identity: SessionIdentity): string {
    return identity.key;
  }

  ask(request: Request): Promise<Answer> {
    return this.#connection(request);
  }

  contentOf(identity: SessionIdentity, items: readonly Item[]) {
    const { ttlSeconds } = this.options;
    const ttl = ttlSeconds === undefined ? {} : { ttlMs: ttlSeconds * 1000 };
    return { name: this.nameOf(identity), key: identity.key, texts: this.encode(items), ...ttl };
  }

  encode(items: readonly Item[]): string[] {
    return items.map((item) => JSON.stringify(item));
  }

  decode(texts: readonly string[]): Item[] {
    return texts.map((text) => JSON.parse(text));
  }
}
