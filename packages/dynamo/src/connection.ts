import { ConfigError } from '@agentstore/core';
import type { DynamoClient } from './client.ts';
import type { DynamoConfig } from './config.ts';

/** The client's package: its commands. */
export type Sdk = typeof import('@aws-sdk/client-dynamodb');

/** A client, with the commands that it understands. */
export interface Connected {
  readonly sdk: Sdk;
  readonly client: DynamoClient;
}

/** How the driver reaches DynamoDB: by a client of its own, or by the user's. */
export interface Connection {
  /** Whether a request is sent once, so that the driver is to send it again where that may help. */
  readonly isOwn: boolean;
  /** Resolves once it can be used. */
  connected(): Promise<Connected>;
  /** Ends what the driver opened, at once. */
  close(): void;
}

/** On first use: the import alone takes as long as many operations. */
export function importSdk(): Promise<Sdk> {
  return import('@aws-sdk/client-dynamodb');
}

const tableName = /^([\w.-]{3,255}|arn:.+:table\/[\w.-]{3,255})$/;

/** Throws ConfigError. */
export function checkConfig({ table, region, endpoint, client }: { [K in keyof DynamoConfig]?: unknown }): void {
  if (typeof table !== 'string' || !tableName.test(table)) {
    throw new ConfigError(
      "dynamo: table must be a name of 3 to 255 letters, digits, '_', '-' and '.', such as 'agentstore', or an ARN",
    );
  }
  if (client !== undefined && (region !== undefined || endpoint !== undefined)) {
    throw new ConfigError('dynamo: a client has its region and its endpoint: give either a client or these');
  }
  if (client !== undefined && typeof (client as { send?: unknown } | null)?.send !== 'function') {
    throw new ConfigError('dynamo: client must be a DynamoDBClient of @aws-sdk/client-dynamodb');
  }
  if (region !== undefined && (typeof region !== 'string' || region === '')) {
    throw new ConfigError("dynamo: region must be a text such as 'eu-central-1'");
  }
  if (endpoint !== undefined && !isEndpoint(endpoint)) {
    throw new ConfigError('dynamo: endpoint must be http://host:port or https://host, without a user or a password');
  }
}

function isEndpoint(endpoint: unknown): boolean {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return false;
  const { protocol, username, password } = new URL(endpoint);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
