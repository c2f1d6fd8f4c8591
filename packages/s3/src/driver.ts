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
import type { S3Config } from './config.ts';
import { s3Failure } from './failure.ts';
import { walkLists } from './list.ts';
import { readItems } from './read.ts';
import { readLastItems } from './read-tail.ts';
import { removeItems } from './remove.ts';
import { S3Lists } from './s3-lists.ts';
import { checkBucket } from './setup.ts';
import { updateItems } from './update.ts';
import { writeItems } from './write.ts';

/** In bytes: with it, the keys of all lists fit into the 1,024 bytes that a key may have. */
const longestPrefix = 200;

/**
 * Keeps lists in S3, or in a store that is compatible with it, for any number of processes. A list is one object, its head, and
 * parts that never change; a change puts another head in the place of the one that was read, by a conditional write.
 */
export class S3Driver extends StorageDriver {
  readonly name = 's3';
  readonly #calls: Calls;
  readonly #lists: S3Lists;

  constructor(config: S3Config) {
    super();
    this.#calls = new Calls(this.name, config, (details, error) =>
      s3Failure(details, error, this.#lists.connection.secrets),
    );
    checkConfig(config);
    this.#lists = new S3Lists(config, this.#calls.timeoutMs);
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#calls.run('read', identity, (call) => readItems(this.#lists, call, identity));
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

  /** Asks for the keys that begin as the filter says, 1,000 at a time, and looks into lists that can expire. */
  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    const lists = walkLists(this.#lists, filter, (work) => this.#calls.run('list', null, work));
    for await (const { identity, isOver } of lists) if (!isOver) yield identity;
  }

  /**
   * Deletes the lists that have expired, and what a killed process left of one that it removed. They read as null without it:
   * it is for a job that runs now and then. Each 1,000 lists have a deadline of their own.
   *
   * @returns how many lists it deleted
   */
  async sweep(): Promise<number> {
    let swept = 0;
    for await (const { isOver } of walkLists(this.#lists, {}, (work) => this.#calls.run('list', null, work))) {
      if (isOver) swept += 1;
    }
    return swept;
  }

  /**
   * Asks whether the bucket is there, lets this user do what is needed, and holds conditional writes where many write at once.
   * It creates no bucket, and leaves nothing in it.
   */
  override async setup(): Promise<void> {
    await this.#calls.run('setup', null, (call) => checkBucket(this.#lists, call));
  }

  /** At once, also where the store hangs. What is still under way rejects. */
  override async close(): Promise<void> {
    if (this.#calls.close()) this.#lists.connection.close();
  }
}

/** Throws ConfigError. Never shows the endpoint: it may hold a password. */
function checkConfig({ bucket, prefix = '', client, ...own }: { [K in keyof S3Config]?: unknown }): void {
  const { endpoint, region, forcePathStyle } = own;
  if (typeof bucket !== 'string' || bucket === '') {
    throw new ConfigError("s3: bucket must be given: { driver: 's3', bucket: 'my-memory' }");
  }
  if (client !== undefined && typeof (client as { send?: unknown } | null)?.send !== 'function') {
    throw new ConfigError('s3: client must be an S3Client of @aws-sdk/client-s3');
  }
  if (client !== undefined && [endpoint, region, forcePathStyle].some((option) => option !== undefined)) {
    throw new ConfigError(
      's3: endpoint, region and forcePathStyle are not for a client of your own, which has its own',
    );
  }
  if (endpoint !== undefined && !isEndpoint(String(endpoint))) {
    throw new ConfigError('s3: endpoint must be http://host:port, or https://, without a user and a password');
  }
  if (typeof prefix !== 'string' || !isPrefix(prefix)) {
    throw new ConfigError(
      `s3: prefix must be a text of at most ${longestPrefix} bytes, without control characters, // and . or .. as a name`,
    );
  }
}

function isEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint) || !/^https?:\/\//.test(endpoint)) return false;
  const { username, password } = new URL(endpoint);
  return username === '' && password === '';
}

function isPrefix(prefix: string): boolean {
  // Half of a character would come back as another one; stores refuse or rewrite the rest.
  const isText = Buffer.from(prefix).toString() === prefix && !/[\p{Cc}\ufffe\uffff]/u.test(prefix);
  const names = prefix.split('/').slice(0, -1);
  return isText && Buffer.byteLength(prefix) <= longestPrefix && !names.some((name) => /^\.{0,2}$/.test(name));
}
