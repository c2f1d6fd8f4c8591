import type { Call } from '@agentstore/core/backend';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientLike } from './client.ts';
import type { Connection, Sdk } from './connection.ts';
import { Secrets } from './secrets.ts';

/** The user's client, used as it is: never reconfigured or closed. */
export class GivenConnection implements Connection {
  readonly #client: S3ClientLike;
  readonly #secrets = new Secrets();

  constructor(client: S3ClientLike) {
    this.#client = client;
  }

  get secrets(): readonly string[] {
    return this.#secrets.known;
  }

  async use<T>(call: Call, work: (client: S3Client, sdk: Sdk) => Promise<T>): Promise<T> {
    // For its commands, which any client takes.
    const sdk = await call.wait(() => import('@aws-sdk/client-s3'));
    try {
      return await call.wait(() => work(this.#client as S3Client, sdk));
    } catch (error) {
      await this.#secrets.learn(this.#client);
      throw error;
    }
  }

  close(): void {}
}
