import type { SessionIdentity } from '@agentstore/core';
import { type AwsServer, startDynamo } from '@agentstore/test-servers';
import {
  type AttributeValue,
  DeleteTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { DynamoDriver, type DynamoOptions } from '../src/index.ts';
import { entryPartition, headKey } from '../src/layout.ts';

type Attributes = Record<string, AttributeValue>;

/** A table of its own for the block of tests that makes one: it is there while they run. */
export class ObservedTable {
  readonly table = `agentstore-${crypto.randomUUID()}`;
  declare server: AwsServer;
  /** A client beside the driver's, which sees what is stored. */
  declare observer: DynamoDBClient;
  readonly #closings: (() => unknown)[] = [];

  constructor({ own = false } = {}) {
    beforeAll(async () => {
      this.server = await startDynamo({ own });
      const { accessKeyId, secretAccessKey } = this.server.credentials;
      // Where AWS' own chain finds them first, here and in the processes that tests start.
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
      this.observer = this.client();
      await this.open({ timeoutMs: 30_000 }).setup();
    });
    afterAll(async () => {
      for (const close of this.#closings) await close();
      await this.observer.send(new DeleteTableCommand({ TableName: this.table }));
      this.observer.destroy();
      await this.server.stop();
    });
  }

  /** A driver with a client of its own, closed before the server is stopped. @param port a proxy's */
  open(options: Partial<DynamoOptions> = {}, port = this.server.port): DynamoDriver {
    const driver = new DynamoDriver({
      table: this.table,
      endpoint: this.endpoint(port),
      region: this.server.region,
      ...options,
    });
    this.#closings.push(() => driver.close());
    return driver;
  }

  /** A driver with a client of the user's. */
  openByClient(
    options: Partial<DynamoOptions> = {},
    port = this.server.port,
    client = this.client({}, port),
  ): DynamoDriver {
    const driver = new DynamoDriver({ table: this.table, client, ...options });
    this.#closings.push(() => driver.close());
    return driver;
  }

  /** A client of the user's, with the options that the SDK has by itself: it sends again. */
  client(config: DynamoDBClientConfig = {}, port = this.server.port): DynamoDBClient {
    const { region, credentials } = this.server;
    const client = new DynamoDBClient({ endpoint: this.endpoint(port), region, credentials, ...config });
    this.#closings.push(() => client.destroy());
    return client;
  }

  endpoint(port = this.server.port): string {
    const url = new URL(this.server.url);
    url.port = String(port);
    return url.href;
  }

  /** All records of a list. */
  async recordsOf(identity: SessionIdentity): Promise<Attributes[]> {
    const [partition, head] = [entryPartition(identity), headKey(identity)];
    return (await this.records()).filter(
      ({ pk, sk }) => pk?.S === partition || (pk?.S === head.pk && sk?.S === head.sk),
    );
  }

  async records(): Promise<Attributes[]> {
    const records: Attributes[] = [];
    const pages = paginateScan({ client: this.observer }, { TableName: this.table, ConsistentRead: true });
    for await (const { Items = [] } of pages) records.push(...Items);
    return records;
  }
}
