import type { DriverOptions } from '@agentstore/core';
import type { DynamoClient } from './client.ts';

export interface DynamoOptions extends DriverOptions {
  /** The table's name, or its ARN. `setup()` makes it where it is missing. Other programs may not use it. */
  readonly table: string;
}

export interface DynamoPlace {
  /** Default: what AWS' own settings say (AWS_REGION, the profile). */
  readonly region?: string;
  /** Where DynamoDB answers, if not at AWS: `http://localhost:8000`. */
  readonly endpoint?: string;
  readonly client?: never;
}

export interface GivenDynamoClient {
  /** Your own `DynamoDBClient`: used as it is, and never closed. Also for credentials other than those that AWS finds by itself. */
  readonly client: DynamoClient;
  readonly region?: never;
  readonly endpoint?: never;
}

export type DynamoConfig = DynamoOptions & (DynamoPlace | GivenDynamoClient);

declare module '@agentstore/core' {
  interface DriverConfigs {
    dynamo: DynamoConfig;
  }
}
