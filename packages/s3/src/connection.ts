import type { Call } from '@agentstore/core/backend';
import type { S3Client } from '@aws-sdk/client-s3';

export type Sdk = typeof import('@aws-sdk/client-s3');

/** How the driver reaches the store: by a client of its own, or by the user's. */
export interface Connection {
  /** Hands a client to `work`, and waits for both until the call's deadline. */
  use<T>(call: Call, work: (client: S3Client, sdk: Sdk) => Promise<T>): Promise<T>;
  /** What no error may show. */
  readonly secrets: readonly string[];
  /** Ends what the driver opened, at once. */
  close(): void;
}
