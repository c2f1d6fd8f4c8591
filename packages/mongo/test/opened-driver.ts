import { MongoClient } from 'mongodb';
import { MongoClient as MongoClient6 } from 'mongodb-6';
import { type MongoClient as AnyMongoClient, MongoDriver, type MongoOptions } from '../src/index.ts';

export interface OpenedDriver {
  readonly driver: MongoDriver;
  /** Ends the connection, whoever opened it. */
  close(): Promise<void>;
}

/** `MongoClient` of any version of mongodb. */
export type ClientClass = new (
  url: string,
  options?: { readonly serverSelectionTimeoutMS?: number; readonly socketTimeoutMS?: number },
) => AnyMongoClient & { close(): Promise<void> };

export const clients: readonly { version: string; Client: ClientClass }[] = [
  { version: '7', Client: MongoClient },
  { version: '6', Client: MongoClient6 },
];

/** A driver on a connection of its own. */
export function openByUrl(port: number, options: MongoOptions = {}): OpenedDriver {
  const driver = new MongoDriver({ url: `mongodb://127.0.0.1:${port}`, ...options });
  return { driver, close: () => driver.close() };
}

/** In milliseconds. Not 30,000: mongodb 6 keeps a process alive for what it was asked for before it was closed. */
const serverSelectionTimeoutMS = 3_000;

/** A driver on a client of the user's, with the other options that mongodb has by itself. */
export function openByClient(
  port: number,
  options: MongoOptions = {},
  Client: ClientClass = MongoClient,
): OpenedDriver {
  const client = new Client(`mongodb://127.0.0.1:${port}`, { serverSelectionTimeoutMS });
  const driver = new MongoDriver({ client, ...options });
  return {
    driver,
    async close() {
      await driver.close();
      await client.close();
    },
  };
}
