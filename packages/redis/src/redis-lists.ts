import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import type { RedisClient } from './client.ts';
import type { RedisConfig } from './config.ts';
import type { Connection } from './connection.ts';
import { expiryText } from './expiry.ts';
import { GivenConnection } from './given-connection.ts';
import { indexKey, listKey, userOf } from './layout.ts';
import { ForeignValue } from './list-format.ts';
import { OperationIds } from './operation-id.ts';
import { OwnConnection } from './own-connection.ts';
import type { Operation } from './resends.ts';
import { runScript } from './run-script.ts';
import { appendScript, replies, type Script } from './scripts.ts';

/** The script could not tell whether it had done the change before. */
class DoubtfulChange extends Error {
  override readonly name = 'DoubtfulChange';
}

/** What the operations on lists share: how they reach the server, where lists lie, and when they expire. */
export class RedisLists {
  readonly connection: Connection;
  readonly keyPrefix: string;
  readonly #ttl: string;
  readonly #ids = new OperationIds();

  constructor(config: RedisConfig, timeoutMs: number) {
    this.connection =
      config.url === undefined ? new GivenConnection(config.client) : new OwnConnection(config.url, timeoutMs);
    this.keyPrefix = config.keyPrefix ?? 'agentstore:';
    this.#ttl = expiryText(config.ttlSeconds);
  }

  key(identity: SessionIdentity): string {
    return listKey(this.keyPrefix, identity);
  }

  send(call: Call, command: string, ...args: (string | number)[]): Promise<unknown> {
    return this.connection.use(call, (client) => client.call(command, ...args));
  }

  /**
   * Runs a script that changes a list, and resolves with its reply. Sends it once; the user's client may send it again, and
   * then it is done once all the same. Throws ForeignValue and DoubtfulChange.
   */
  async change(
    call: Call,
    identity: SessionIdentity,
    script: Script,
    text: string,
    ...expected: string[]
  ): Promise<unknown> {
    const key = this.key(identity);
    const { connection } = this;
    const { resends } = connection;
    const id = this.#ids.next() + this.#ttl;
    const send = (operation: Operation) =>
      connection.use(call, (client) => this.#run(client, script, identity, key, [operation, text, ...expected]));
    const isDoubtful = (reply: unknown) => reply === replies.doubtful;

    const reply = resends ? await resends.send(key, id, send, isDoubtful) : await send(`0${id}`);
    if (reply === replies.foreign) throw new ForeignValue('it does not begin as a list');
    if (isDoubtful(reply)) throw new DoubtfulChange('a connection was lost');
    if (resends && reply !== replies.changed && text !== '') resends.know(key);
    return reply;
  }

  /** The index takes room in each request: an append without a ttl needs it only where the list begins. */
  async #run(
    client: RedisClient,
    script: Script,
    identity: SessionIdentity,
    key: string,
    args: readonly (string | Uint8Array)[],
  ): Promise<unknown> {
    if (script === appendScript && this.#ttl === '') {
      const reply = await runScript(client, script, [key], args);
      if (reply !== replies.needsIndex) return reply;
    }
    const user = userOf(identity);
    return runScript(client, script, user === null ? [key] : [key, indexKey(this.keyPrefix, user)], args);
  }
}
