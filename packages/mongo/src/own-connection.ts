import { setTimeout as delay } from 'node:timers/promises';
import type { Call } from '@agentstore/core/backend';
import type { MongoClient as Client } from 'mongodb';
import type { MongoOptions } from './config.ts';
import type { Connection } from './connection.ts';
import { type Database, databaseOf } from './database.ts';
import { secretsOfUrl } from './secrets.ts';

/** In milliseconds: how long close() waits for a server that does not answer. */
const closingMs = 100;

/** Of the deadline: so that why no server was found is told before there is no time left. */
const selectionShare = 0.9;

/** The driver closed its own client: what is asked from then on cannot be done. */
class ClosedConnection extends Error {
  override readonly name = 'ClosedConnection';
}

/** The driver's own client: made on first use and shared. An attempt to connect that failed is forgotten. */
export class OwnConnection implements Connection {
  readonly secrets: readonly string[];
  readonly #url: string;
  readonly #options: MongoOptions;
  readonly #timeoutMs: number;
  readonly #onLost: () => void;
  #connected: Promise<Database> | null = null;
  #client: Client | null = null;
  #isClosed = false;

  constructor(url: string, options: MongoOptions, timeoutMs: number, onLost: () => void) {
    this.secrets = secretsOfUrl(url);
    this.#url = url;
    this.#options = options;
    this.#timeoutMs = Math.ceil(timeoutMs);
    this.#onLost = onLost;
  }

  async use<T>(call: Call, work: (database: Database) => Promise<T>): Promise<T> {
    const connected = this.#connected ?? this.#connect();
    this.#connected = connected;
    // Whoever waits for it gets the error, perhaps nobody any more.
    connected.catch(() => {});
    const database = await call.wait(() => connected);
    return call.wait(() => work(database));
  }

  /** At once, also where the server hangs: then the client's last farewell goes on by itself. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closing = this.#client?.close(true);
    closing?.catch(() => {});
    await Promise.race([closing, delay(closingMs, undefined, { ref: false })]);
  }

  async #connect(): Promise<Database> {
    try {
      // On first use: the import alone takes as long as a hundred operations.
      const { MongoClient } = await import('mongodb');
      if (this.#isClosed) throw new ClosedConnection('the driver was closed');
      const client = new MongoClient(this.#url, {
        serverSelectionTimeoutMS: Math.ceil(this.#timeoutMs * selectionShare),
        connectTimeoutMS: this.#timeoutMs,
        socketTimeoutMS: this.#timeoutMs,
        waitQueueTimeoutMS: this.#timeoutMs,
        // What is sent again is sent again by the driver, which knows then that it may have been done before.
        retryWrites: false,
        retryReads: false,
      });
      this.#client = client;
      client.on('connectionClosed', this.#onLost);
      await client.connect();
      return databaseOf(client, this.#options);
    } catch (error) {
      this.#connected = null;
      this.#client?.close(true).catch(() => {});
      this.#client = null;
      throw error;
    }
  }
}
