import type { Collection, Db, DbOptions } from 'mongodb';
import type { MongoClient } from './client.ts';
import type { MongoOptions } from './config.ts';

export interface Fields {
  readonly [field: string]: unknown;
}

/** What lies in the collection: a head, an entry or a part. See layout.ts, and where each is read. */
export interface StoredRecord extends Fields {
  readonly _id: string;
}

/** What the driver works on. */
export interface Database {
  readonly db: Db;
  readonly records: Collection<StoredRecord>;
}

/**
 * What the driver asks for with each of its requests, whatever the url or the client is set to: that what was acknowledged
 * survives a failover, and that only such things are read; and that records come as plain values.
 */
const options: DbOptions = {
  writeConcern: { w: 'majority' },
  readPreference: 'primary',
  promoteValues: true,
  promoteLongs: true,
  useBigInt64: false,
  raw: false,
  ignoreUndefined: true,
};

export function databaseOf(client: MongoClient, { database, collection = 'agentstore' }: MongoOptions): Database {
  // It is a client of version 6 or 7: what the driver needs of them is the same.
  const db = client.db(database, options) as Db;
  return { db, records: db.collection<StoredRecord>(collection, { readConcern: { level: 'majority' } }) };
}
