import {
  ConfigError,
  checkDriverOptions,
  DriverError,
  type DriverOperation,
  type IdentityFilter,
  type Item,
  inTurn,
  keyFilter,
  SessionIdentity,
  StorageDriver,
  withDeadline,
} from '@agentstore/core';
import type { LmdbConfig } from './config.ts';
import { Lists } from './lists.ts';

/** Keeps lists in an LMDB database on a local disk, which any number of processes share. Every change is a transaction. */
export class LmdbDriver extends StorageDriver {
  readonly name = 'lmdb';
  readonly #path: string;
  readonly #ttlMs: number;
  readonly #timeoutMs: number | undefined;
  #lists: Promise<Lists> | null = null;
  #isClosed = false;

  constructor(config: LmdbConfig) {
    super();
    checkDriverOptions(this.name, config);
    if (typeof config.path !== 'string' || config.path === '') {
      throw new ConfigError("lmdb: path must say where the database lies: { driver: 'lmdb', path: './memory.lmdb' }");
    }
    this.#path = config.path;
    this.#ttlMs = (config.ttlSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.#timeoutMs = config.timeoutMs;
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return (await this.#open('read')).read(identity.key);
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#change('write', identity, (lists) => lists.write(identity.key, items, this.#ttlMs));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return this.#change('remove', identity, (lists) => lists.remove(identity.key));
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    return this.#change('append', identity, (lists) => lists.append(identity.key, items, this.#ttlMs));
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return this.#change('update', identity, (lists) => {
      const items = change(lists.read(identity.key));
      if (items) lists.write(identity.key, items, this.#ttlMs);
      else lists.remove(identity.key);
      return lists.read(identity.key);
    });
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return (await this.#open('readLast')).read(identity.key, count);
  }

  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    const { prefix, matches } = keyFilter(filter);
    const lists = await this.#open('list');
    for (const key of lists.keys(prefix)) {
      const identity = SessionIdentity.fromKey(key);
      if (!matches(identity)) continue;
      if (lists.read(key, 0)) yield identity;
      // What is over is deleted by whoever comes by, unless somebody began it anew meanwhile.
      else await this.#change('list', identity, () => lists.read(key, 0) ?? lists.remove(key));
    }
  }

  override async setup(): Promise<void> {
    await this.#open('setup');
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    const opened = await this.#lists?.catch(() => null);
    this.#lists = null;
    await opened?.leave();
  }

  /** In turn: what the `change` of an update asks of the driver is no part of its transaction. */
  #change<T>(operation: DriverOperation, identity: SessionIdentity, work: (lists: Lists) => T): Promise<T> {
    return inTurn(this, identity.key, async () => {
      const lists = await this.#open(operation);
      const done = lists.change(() => work(lists));
      const details = { driver: this.name, operation, identity: identity.key };
      return this.#timeoutMs === undefined ? done : withDeadline(done, this.#timeoutMs, details);
    });
  }

  async #open(operation: DriverOperation): Promise<Lists> {
    if (this.#isClosed) {
      throw new DriverError({ driver: this.name, operation, code: 'closed', reason: 'make a new driver' });
    }
    this.#lists ??= Lists.at(this.#path).catch((error) => {
      this.#lists = null; // the next operation tries again
      throw error;
    });
    return this.#lists;
  }
}
