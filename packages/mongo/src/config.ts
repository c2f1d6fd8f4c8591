import type { DriverOptions } from '@agentstore/core';
import type { MongoClient } from './client.ts';

export interface MongoOptions extends DriverOptions {
  /** Default: the one that the url or the client names; where they name none, MongoDB's own default, 'test'. */
  readonly database?: string;
  /** Where all lists lie: it is the driver's alone. Default: 'agentstore'. */
  readonly collection?: string;
}

export interface MongoUrl {
  /** Where the server is: `mongodb://user:password@host:27017/database`, or `mongodb+srv://`. The driver connects on first use. */
  readonly url: string;
  readonly client?: never;
}

export interface GivenMongoClient {
  /** Your own `MongoClient` of mongodb 6 or 7: used as it is, and never closed. */
  readonly client: MongoClient;
  readonly url?: never;
}

export type MongoConfig = MongoOptions & (MongoUrl | GivenMongoClient);

declare module '@agentstore/core' {
  interface DriverConfigs {
    mongo: MongoConfig;
  }
}
