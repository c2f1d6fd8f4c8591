import { Calls, EntryListDriver } from '@agentstore/core/backend';
import type { DynamoConfig } from './config.ts';
import { checkConfig } from './connection.ts';
import { DynamoTable } from './dynamo-table.ts';
import { dynamoFailure } from './failure.ts';
import { GivenConnection } from './given-connection.ts';
import { OwnConnection } from './own-connection.ts';
import { Requests } from './requests.ts';
import { prepareTable } from './setup.ts';

/**
 * Keeps lists in one table of DynamoDB, for any number of processes. A list is a record for its head and one for each append: an
 * append writes the new items alone, under a number that nobody else has.
 */
export class DynamoDriver extends EntryListDriver {
  readonly name = 'dynamo';
  readonly #calls: Calls;
  readonly #requests: Requests;

  constructor(config: DynamoConfig) {
    const calls = new Calls('dynamo', config, dynamoFailure);
    checkConfig(config);
    const connection = config.client ? new GivenConnection(config.client) : new OwnConnection(config);
    const requests = new Requests(config.table, connection);
    super(calls, new DynamoTable(requests), config.ttlSeconds);
    this.#calls = calls;
    this.#requests = requests;
  }

  /** Makes the table where there is none, which AWS takes some seconds for; refuses one with other keys. */
  override async setup(): Promise<void> {
    await this.#calls.run('setup', null, (call) => prepareTable(this.#requests, call));
  }

  /** At once, also where the server hangs. What is still under way rejects. */
  override async close(): Promise<void> {
    if (this.#calls.close()) this.#requests.close();
  }
}
