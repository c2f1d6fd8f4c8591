import {
  type Change,
  ConfigError,
  checkDriverOptions,
  DriverError,
  type DriverOperation,
  type IdentityFilter,
  type Item,
  inTurn,
  keepRefusal,
  type SessionIdentity,
  StorageDriver,
} from '@agentstore/core';
import { appendItems } from './append.ts';
import { Call } from './call.ts';
import type { RedisConfig } from './config.ts';
import { redisFailure } from './failure.ts';
import { listIdentities } from './list.ts';
import { readStored } from './read.ts';
import { readLastItems } from './read-tail.ts';
import { RedisLists } from './redis-lists.ts';
import { checkServer } from './setup.ts';
import { updateItems } from './update.ts';
import { removeItems, writeItems } from './write.ts';

const defaultTimeoutMs = 5_000;

/**
 * Keeps each list as one string of JSON in Redis, for any number of processes. A change is one script, which the server runs
 * as one step: an append is sent the new items alone.
 */
export class RedisDriver extends StorageDriver {
  readonly name = 'redis';
  readonly #lists: RedisLists;
  readonly #timeoutMs: number;
  #isClosed = false;

  constructor(config: RedisConfig) {
    super();
    checkDriverOptions(this.name, config);
    checkConfig(config);
    this.#timeoutMs = config.timeoutMs ?? defaultTimeoutMs;
    this.#lists = new RedisLists(config, this.#timeoutMs);
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#run('read', identity, async (call) => (await readStored(this.#lists, call, identity))?.items ?? null);
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#inTurn('write', identity, (call) => writeItems(this.#lists, call, identity, items));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return this.#inTurn('remove', identity, (call) => removeItems(this.#lists, call, identity));
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    return this.#inTurn('append', identity, (call) => appendItems(this.#lists, call, identity, items));
  }

  override async update(identity: SessionIdentity, change: Change): Promise<Item[] | null> {
    return keepRefusal(change, (attempt) =>
      this.#inTurn('update', identity, (call) => updateItems(this.#lists, call, identity, attempt)),
    );
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#run('readLast', identity, (call) => readLastItems(this.#lists, call, identity, count));
  }

  /** Looks at all keys of the server, however few match: SCAN has no index. */
  override list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    return listIdentities(this.#lists, filter, (work) => this.#run('list', null, work));
  }

  /** Asks whether the server can be reached and lets this user run scripts. It changes nothing. */
  override async setup(): Promise<void> {
    await this.#run('setup', null, (call) => checkServer(this.#lists, call));
  }

  /** At once, also where the server hangs. What is still under way rejects. */
  override async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#lists.connection.close();
  }

  /**
   * What this driver changes in a list takes its turn, so that the numbers of its operations grow as the server meets them.
   * Other drivers and processes are met in the scripts.
   */
  #inTurn<T>(operation: DriverOperation, identity: SessionIdentity, work: (call: Call) => Promise<T>): Promise<T> {
    return this.#run(operation, identity, (call) => call.wait(() => inTurn(this, identity.key, () => work(call))));
  }

  async #run<T>(
    operation: DriverOperation,
    identity: SessionIdentity | null,
    work: (call: Call) => Promise<T>,
  ): Promise<T> {
    const details = { driver: this.name, operation, ...(identity && { identity: identity.key }) };
    if (this.#isClosed) throw new DriverError({ ...details, code: 'closed', reason: 'make a new driver' });
    const call = new Call(details, this.#timeoutMs);
    try {
      return await work(call);
    } catch (error) {
      throw redisFailure(details, error, this.#lists.connection.secrets);
    } finally {
      call.end();
    }
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
