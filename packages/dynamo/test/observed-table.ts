import type { SessionIdentity } from '@agentstore/core';
import { type AwsServer, startDynamo } from '@agentstore/test-servers';
import {
  type AttributeValue,
  DeleteTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  paginateQuery,
  paginateScan,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { DynamoDriver, type DynamoOptions } from '../src/index.ts';
import { entryPartition, generationIn, headKey } from '../src/layout.ts';

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

  /** All records of a list: its head, and what lies in its partition. */
  async recordsOf(identity: SessionIdentity): Promise<Attributes[]> {
    const { pk, sk } = headKey(identity);
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const head = await this.observer.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    const entries = await this.#query(entryPartition(identity));
    return head.Item ? [head.Item, ...entries] : entries;
  }

  /** Which generations a list's records are of: of a list that nothing is left half done of, one. */
  async generationsOf(identity: SessionIdentity): Promise<string[]> {
    const records = await this.recordsOf(identity);
    return [...new Set(records.map(({ g, sk }) => g?.S ?? generationIn(sk?.S ?? '')))];
  }

  /** Of all records in the table that have anything of a list in their keys or attributes. */
  async namesOf({ key }: SessionIdentity): Promise<string[]> {
    const [user, rest] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
    const found = await this.records({
      FilterExpression:
        'contains(pk, :key) OR contains(k, :key) OR contains(h, :key) OR (pk = :user AND contains(sk, :rest))',
      ExpressionAttributeValues: { ':key': { S: key }, ':user': { S: user }, ':rest': { S: rest } },
      ProjectionExpression: 'pk, sk',
    });
    return found.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
  }

  async records(filter: Partial<ScanCommandInput> = {}): Promise<Attributes[]> {
    const records: Attributes[] = [];
    const pages = paginateScan({ client: this.observer }, { TableName: this.table, ConsistentRead: true, ...filter });
    for await (const { Items = [] } of pages) records.push(...Items);
    return records;
  }

  async #query(pk: string): Promise<Attributes[]> {
    const records: Attributes[] = [];
    const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } };
    const pages = paginateQuery({ client: this.observer }, { TableName: this.table, ConsistentRead: true, ...query });
    for await (const { Items = [] } of pages) records.push(...Items);
    return records;
  }
}
