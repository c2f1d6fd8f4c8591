import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { Bucket } from './bucket.ts';
import type { S3Config } from './config.ts';
import type { Connection } from './connection.ts';
import { Courtesy } from './courtesy.ts';
import { expiryOf } from './expiry.ts';
import { GivenConnection } from './given-connection.ts';
import { HeadCache, type StoredHead } from './head-cache.ts';
import { Lanes } from './lanes.ts';
import { headKey, partsPrefix } from './layout.ts';
import { damagedHead, ForeignObject, readHead, UnreadableList } from './list-format.ts';
import { OperationIds } from './operation-id.ts';
import { OwnConnection } from './own-connection.ts';

/** How many requests of one operation are under way at once. */
const requestsAtOnce = 16;

/** What the operations on lists share: how they reach the store, where lists lie, and when they expire. */
export class S3Lists {
  readonly connection: Connection;
  readonly bucket: Bucket;
  readonly prefix: string;
  readonly heads = new HeadCache();
  readonly courtesy = new Courtesy();
  readonly ids = new OperationIds();
  readonly #ttlSeconds: number | undefined;

  constructor(config: S3Config, timeoutMs: number) {
    this.connection = config.client ? new GivenConnection(config.client) : new OwnConnection(config, timeoutMs);
    this.bucket = new Bucket(this.connection, config);
    this.prefix = config.prefix ?? 'agentstore/';
    this.#ttlSeconds = config.ttlSeconds;
  }

  get expiresAt(): number | null {
    return expiryOf(this.#ttlSeconds);
  }

  headKey(identity: SessionIdentity): string {
    return headKey(this.prefix, identity);
  }

  partKey(identity: SessionIdentity, generation: string, name: string): string {
    return `${partsPrefix(this.prefix, identity)}${generation}/${name}`;
  }

  /**
   * As the store has it; null: there is no such object. Throws ForeignObject and UnreadableList.
   *
   * @param isBlind whether one that is damaged will do as it is, since it is to be replaced
   */
  async readHead(call: Call, identity: SessionIdentity, isBlind = false): Promise<StoredHead | null> {
    const key = this.headKey(identity);
    this.heads.take(key);
    const object = await this.bucket.get(call, key);
    if (!object) return null;
    const { etag } = object;
    try {
      const head = readHead(object.text);
      if (head.identity !== identity.key) throw new ForeignObject('it is the list of another identity');
      const stored = { head, etag };
      this.heads.put(key, stored);
      return stored;
    } catch (error) {
      if (isBlind && error instanceof UnreadableList) return { head: damagedHead(identity.key), etag };
      throw error;
    }
  }

  /** The keys of all parts that lie in the store for a list, whoever needs them. */
  async partKeys(call: Call, identity: SessionIdentity): Promise<string[]> {
    const keys: string[] = [];
    let from: string | undefined;
    do {
      const page = await this.bucket.page(call, partsPrefix(this.prefix, identity), from);
      keys.push(...page.objects.map(({ key }) => key));
      from = page.next;
    } while (from !== undefined);
    return keys;
  }

  async removeParts(call: Call, keys: readonly string[]): Promise<void> {
    await new Lanes(requestsAtOnce).all(keys, (key) => this.bucket.remove(call, key));
  }
}
