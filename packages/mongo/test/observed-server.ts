import { type MongoKind, startMongo, type TestServer } from '@agentstore/test-servers';
import { type Collection, MongoClient } from 'mongodb';
import { MongoDriver, type MongoOptions } from '../src/index.ts';

export interface AnyRecord {
  _id: string;
  [field: string]: unknown;
}

/** A server for the block of tests that makes one: it is there while they run. */
export class ObservedServer {
  declare server: TestServer;
  /** A client beside the driver's, which sees what is stored. */
  declare client: MongoClient;
  readonly #drivers: MongoDriver[] = [];

  constructor(kind?: MongoKind) {
    beforeAll(async () => {
      this.server = await startMongo(kind && { kind });
      this.client = new MongoClient(this.server.url);
    });
    afterAll(async () => {
      await Promise.all(this.#drivers.map((driver) => driver.close()));
      await this.client.close();
      await this.server.stop();
    });
  }

  /** A driver, closed before the server is stopped. */
  open(options?: MongoOptions): MongoDriver {
    const driver = new MongoDriver({ url: this.server.url, ...options });
    this.#drivers.push(driver);
    return driver;
  }

  get records(): Collection<AnyRecord> {
    return this.client.db().collection<AnyRecord>('agentstore');
  }

  /** The names of all records that have anything of a list's key in them. */
  async leftovers({ key }: { readonly key: string }): Promise<string[]> {
    const records = await this.records.find().project({ _id: 1 }).toArray();
    return records.map(({ _id }) => String(_id)).filter((id) => id.includes(key));
  }
}
