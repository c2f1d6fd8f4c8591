import { startMongo, type TestServer } from '@agentstore/test-servers';
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
  readonly #collections = new Set<string>();
  readonly #run = crypto.randomUUID();

  constructor(options?: Parameters<typeof startMongo>[0]) {
    beforeAll(async () => {
      this.server = await startMongo(options);
      this.client = new MongoClient(this.server.url);
    });
    afterAll(async () => {
      await Promise.all(this.#drivers.map((driver) => driver.close()));
      // From a server that stays. A stand-in may not know how, and goes with all that it has.
      const drops = [...this.#collections].map((collection) => this.client.db().dropCollection(collection));
      await Promise.allSettled(drops);
      await this.client.close();
      await this.server.stop();
    });
  }

  /** The name of a collection that goes with the block of tests. */
  ownCollection(name: string): string {
    const own = `${this.#run} ${name}`;
    this.#collections.add(own);
    return own;
  }

  /** A driver, closed before the server is stopped. */
  open(options?: MongoOptions): MongoDriver {
    const driver = new MongoDriver({ url: this.server.url, ...options });
    this.#drivers.push(driver);
    return driver;
  }

  recordsOf(collection = 'agentstore'): Collection<AnyRecord> {
    return this.client.db().collection<AnyRecord>(collection);
  }

  /** The names of all records that have anything of a list's key in them. */
  async leftovers({ key }: { readonly key: string }, collection?: string): Promise<string[]> {
    const records = await this.recordsOf(collection).find().project({ _id: 1 }).toArray();
    return records.map(({ _id }) => String(_id)).filter((id) => id.includes(key));
  }
}
