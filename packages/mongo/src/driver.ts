import { Calls, EntryListDriver } from '@agentstore/core/backend';
import { checkConfig } from './check-config.ts';
import type { MongoConfig } from './config.ts';
import type { Connection } from './connection.ts';
import { mongoFailure } from './failure.ts';
import { GivenConnection } from './given-connection.ts';
import { OwnConnection } from './own-connection.ts';
import { Requests } from './requests.ts';
import { setUpCollection } from './setup.ts';
import { MongoTable } from './table.ts';

/**
 * Keeps each list as documents of one collection in MongoDB, one for each append, for any number of processes. An append is
 * one command, which is sent the new items alone. It needs no transaction: a standalone server and a replica set both do.
 */
export class MongoDriver extends EntryListDriver {
  readonly name = 'mongo';
  readonly #calls: Calls;
  readonly #connection: Connection;
  readonly #requests: Requests;

  constructor(config: MongoConfig) {
    checkConfig(config);
    const calls = new Calls('mongo', config, (details, error) => mongoFailure(details, error, connection.secrets));
    const onLost = () => this.forgetKnown();
    const connection: Connection =
      config.url === undefined
        ? new GivenConnection(config.client, config, onLost)
        : new OwnConnection(config.url, config, calls.timeoutMs, onLost);
    const requests = new Requests(connection);
    super(calls, new MongoTable(requests), config.ttlSeconds);
    this.#calls = calls;
    this.#connection = connection;
    this.#requests = requests;
  }

  /** Creates the collection where there is none; checks it, and the rights of this user. */
  override async setup(): Promise<void> {
    await this.#calls.run('setup', null, (call) => setUpCollection(this.#requests, call));
  }

  /** At once, also where the server hangs. What is still under way rejects. */
  override async close(): Promise<void> {
    if (this.#calls.close()) await this.#connection.close();
  }
}
