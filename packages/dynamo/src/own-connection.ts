import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoPlace } from './config.ts';
import { type Connected, type Connection, importSdk } from './connection.ts';

/** The driver's own client: made on first use and shared. It sends each request once. Its credentials come by AWS' own chain. */
export class OwnConnection implements Connection {
  readonly isOwn = true;
  readonly #place: DynamoPlace;
  #connecting: Promise<Connected> | null = null;
  #client: DynamoDBClient | null = null;
  #isClosed = false;

  constructor({ region, endpoint }: DynamoPlace) {
    this.#place = { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) };
  }

  connected(): Promise<Connected> {
    this.#connecting ??= this.#connect().catch((error) => {
      this.#connecting = null;
      throw error;
    });
    return this.#connecting;
  }

  close(): void {
    this.#isClosed = true;
    this.#client?.destroy();
  }

  async #connect(): Promise<Connected> {
    const sdk = await importSdk();
    if (this.#isClosed) throw new Error('Connection is closed.');
    // Whether a change was sent before decides what its outcome means: the driver itself sends again.
    const client = new sdk.DynamoDBClient({ ...this.#place, maxAttempts: 1 });
    this.#client = client;
    return { sdk, client };
  }
}
