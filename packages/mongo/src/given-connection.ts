import type { Call } from '@agentstore/core/backend';
import type { MongoClient } from './client.ts';
import type { MongoOptions } from './config.ts';
import type { Connection } from './connection.ts';
import { type Database, databaseOf } from './database.ts';
import { secretsOfOptions } from './secrets.ts';
import { whenConnectionCloses } from './when-connection-closes.ts';

/** The user's client, used as it is: never reconfigured or closed. */
export class GivenConnection implements Connection {
  readonly secrets: readonly string[];
  readonly #client: MongoClient;
  readonly #database: Database;
  readonly #stopWatching: () => void;
  #isConnected = false;

  constructor(client: MongoClient, options: MongoOptions, onLost: () => void) {
    this.secrets = secretsOfOptions(client.options);
    this.#client = client;
    this.#database = databaseOf(client, options);
    this.#stopWatching = whenConnectionCloses(client, onLost);
  }

  async use<T>(call: Call, work: (database: Database) => Promise<T>): Promise<T> {
    if (!this.#isConnected) {
      // It connects by itself too, but only once: where that fails, all that it is asked later fails as well.
      await call.wait(() => this.#client.connect());
      this.#isConnected = true;
    }
    return call.wait(() => work(this.#database));
  }

  async close(): Promise<void> {
    this.#stopWatching();
  }
}
