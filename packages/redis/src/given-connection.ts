import { ConfigError } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import type { RedisClient } from './client.ts';
import type { Connection } from './connection.ts';
import { Resends } from './resends.ts';

/** The user's client, used as it is: never connected, reconfigured or closed. */
export class GivenConnection implements Connection {
  readonly resends: Resends;
  readonly secrets: readonly string[];
  readonly #client: RedisClient;

  /** Throws ConfigError for a client that reads from replicas: these do not have yet what was acknowledged. */
  constructor(client: RedisClient) {
    const { scaleReads = 'master' } = client.options;
    if (scaleReads !== 'master') {
      throw new ConfigError("redis: scaleReads must be 'master': pass a client of its own, which reads from primaries");
    }
    this.#client = client;
    this.resends = new Resends(client);
    this.secrets = passwordsIn(client.options);
  }

  use<T>(call: Call, work: (client: RedisClient) => Promise<T>): Promise<T> {
    return call.wait(() => work(this.#client));
  }

  close(): void {
    this.resends.stop();
  }
}

function passwordsIn(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]): string[] => {
    if (typeof value === 'string') return /password$/i.test(name) && value !== '' ? [value] : [];
    return name === 'redisOptions' && value ? passwordsIn(value) : [];
  });
}
