import type { DriverOptions } from '@agentstore/core';
import type { RedisClient } from './client.ts';

export interface RedisOptions extends DriverOptions {
  /** What every key begins with, so that others may use the same server. Any text. Default: 'agentstore:'. */
  readonly keyPrefix?: string;
}

export interface RedisUrl {
  /** Where the server is: `redis://user:password@host:6379/0`, or `rediss://` for TLS. The driver connects on first use. */
  readonly url: string;
  readonly client?: never;
}

export interface GivenRedisClient {
  /**
   * Your own `Redis` or `Cluster` of ioredis 5 or 6, also for sentinels: used as it is, and never closed. It must read
   * from primaries.
   */
  readonly client: RedisClient;
  readonly url?: never;
}

export type RedisConfig = RedisOptions & (RedisUrl | GivenRedisClient);

declare module '@agentstore/core' {
  interface DriverConfigs {
    redis: RedisConfig;
  }
}
