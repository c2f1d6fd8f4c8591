import type { Call } from '@agentstore/core/backend';
import type { S3Client } from '@aws-sdk/client-s3';
import type { OwnS3Client } from './config.ts';
import type { Connection, Sdk } from './connection.ts';
import { Secrets } from './secrets.ts';

/** What stores other than AWS are signed for, unless the config says otherwise: most take any region. */
const usualRegion = 'us-east-1';

/** A client of the driver's own, made on first use. */
export class OwnConnection implements Connection {
  readonly #config: OwnS3Client;
  readonly #timeoutMs: number;
  readonly #secrets = new Secrets();
  #made: Promise<{ client: S3Client; sdk: Sdk }> | null = null;
  #client: S3Client | null = null;
  #isClosed = false;

  constructor(config: OwnS3Client, timeoutMs: number) {
    this.#config = config;
    this.#timeoutMs = timeoutMs;
  }

  get secrets(): readonly string[] {
    return this.#secrets.known;
  }

  async use<T>(call: Call, work: (client: S3Client, sdk: Sdk) => Promise<T>): Promise<T> {
    const { client, sdk } = await call.wait(() => this.#make());
    // What is tried again after the end must open nothing any more.
    if (this.#isClosed) throw new Error('the driver was closed');
    try {
      return await call.wait(() => work(client, sdk));
    } catch (error) {
      await this.#secrets.learn(client);
      throw error;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#client?.destroy();
  }

  #make(): Promise<{ client: S3Client; sdk: Sdk }> {
    this.#made ??= this.#connect().catch((error: unknown) => {
      this.#made = null;
      throw error;
    });
    return this.#made;
  }

  async #connect(): Promise<{ client: S3Client; sdk: Sdk }> {
    // On first use: the import alone takes as long as many requests.
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, forcePathStyle = endpoint !== undefined } = this.#config;
    const region = this.#config.region ?? (endpoint === undefined ? undefined : usualRegion);
    this.#client = new sdk.S3Client({
      ...(region !== undefined && { region }),
      // Other stores may not know the checksums that AWS has added since.
      ...(endpoint !== undefined && {
        endpoint,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      }),
      forcePathStyle,
      // The driver tries again by itself, since it must know what was sent.
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: this.#timeoutMs,
        requestTimeout: this.#timeoutMs,
        throwOnRequestTimeout: true,
      },
    });
    return { client: this.#client, sdk };
  }
}
