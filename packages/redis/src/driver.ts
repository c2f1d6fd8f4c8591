import {
  type Change,
  ConfigError,
  type IdentityFilter,
  type Item,
  keepRefusal,
  type SessionIdentity,
  StorageDriver,
} from '@agentstore/core';
import { Calls } from '@agentstore/core/backend';
import { appendItems } from './append.ts';
import type { RedisConfig } from './config.ts';
import { redisFailure } from './failure.ts';
import { listIdentities } from './list.ts';
import { readStored } from './read.ts';
import { readLastItems } from './read-tail.ts';
import { RedisLists } from './redis-lists.ts';
import { checkServer } from './setup.ts';
import { updateItems } from './update.ts';
import { removeItems, writeItems } from './write.ts';

/**
 * Keeps each list as one string of JSON in Redis, for any number of processes. A change is one script, which the server runs
 * as one step: an append is sent the new items alone.
 */
export class RedisDriver extends StorageDriver {
  readonly name = 'redis';
  readonly #lists: RedisLists;
  // An operation that changes a list takes its turn, so that the numbers of a driver's operations grow as the server meets
  // them. Other drivers and processes are met in the scripts.
  readonly #calls: Calls;

  constructor(config: RedisConfig) {
    super();
    this.#calls = new Calls(this.name, config, (details, error) =>
      redisFailure(details, error, this.#lists.connection.secrets),
    );
    checkConfig(config);
    this.#lists = new RedisLists(config, this.#calls.timeoutMs);
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#calls.run(
      'read',
      identity,
      async (call) => (await readStored(this.#lists, call, identity))?.items ?? null,
    );
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#calls.inTurn('write', identity, (call) => writeItems(this.#lists, call, identity, items));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return this.#calls.inTurn('remove', identity, (call) => removeItems(this.#lists, call, identity));
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

  /** A user's lists by an index. A filter without a user looks at all keys of the server, however few match. */
  override list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    return listIdentities(this.#lists, filter, (work) => this.#calls.run('list', null, work));
  }

  /** Asks whether the server can be reached and lets this user run scripts. It changes nothing. */
  override async setup(): Promise<void> {
    await this.#calls.run('setup', null, (call) => checkServer(this.#lists, call));
  }

  /** At once, also where the server hangs. What is still under way rejects. */
  override async close(): Promise<void> {
    if (this.#calls.close()) this.#lists.connection.close();
  }
}

/** Throws ConfigError. Never shows the url: it may hold a password. */
function checkConfig({ url, client, keyPrefix = '' }: { [K in keyof RedisConfig]?: unknown }): void {
  if ((url === undefined) === (client === undefined)) {
    throw new ConfigError(
      "redis: either url or client must be given: { driver: 'redis', url: 'redis://localhost:6379' }",
    );
  }
  if (url !== undefined && !isRedisUrl(String(url))) {
    throw new ConfigError('redis: url must be redis://host:port, or rediss:// for TLS, with % written as %25');
  }
  if (client !== undefined && typeof (client as { call?: unknown } | null)?.call !== 'function') {
    throw new ConfigError('redis: client must be a Redis or a Cluster of ioredis');
  }
  // Half of a character would come back from the server as another one.
  if (typeof keyPrefix !== 'string' || Buffer.from(keyPrefix).toString() !== keyPrefix) {
    throw new ConfigError('redis: keyPrefix must be a text without lone surrogates');
  }
}

function isRedisUrl(url: string): boolean {
  if (!URL.canParse(url) || !/^rediss?:\/\//.test(url)) return false;
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
