import type { DynamoClient } from './client.ts';
import { type Connected, type Connection, importSdk } from './connection.ts';

/** The user's client, used as it is: never reconfigured or closed. */
export class GivenConnection implements Connection {
  readonly isOwn = false;
  readonly #client: DynamoClient;

  constructor(client: DynamoClient) {
    this.#client = client;
  }

  async connected(): Promise<Connected> {
    return { sdk: await importSdk(), client: this.#client };
  }

  close(): void {}
}
