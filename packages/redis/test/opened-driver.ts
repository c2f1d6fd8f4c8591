import { type RedisOptions as ClientOptions, Redis } from 'ioredis';
import { type RedisClient, RedisDriver, type RedisOptions } from '../src/index.ts';

export interface OpenedDriver {
  readonly driver: RedisDriver;
  /** Ends the connection, whoever opened it. The server must be there. */
  close(): Promise<void>;
}

/** `Redis` of any version of ioredis. */
export type ClientClass = new (
  options: Pick<
    ClientOptions,
    'port' | 'db' | 'keyPrefix' | 'retryStrategy' | 'enableAutoPipelining' | 'stringNumbers'
  >,
) => RedisClient & NodeJS.EventEmitter & { readonly status: string; ping(): Promise<string>; disconnect(): void };

/** A driver on a connection of its own. */
export function openByUrl(port: number, options: RedisOptions = {}): OpenedDriver {
  const driver = new RedisDriver({ url: `redis://127.0.0.1:${port}`, ...options });
  return { driver, close: () => driver.close() };
}

/** A driver on a client of the user's, with the options that ioredis has by itself: it connects and sends again. */
export function openByClient(port: number, options: RedisOptions = {}, Client: ClientClass = Redis): OpenedDriver {
  const client = new Client({ port, retryStrategy: () => 1 });
  // The tests lose its connections on purpose.
  client.on('error', () => {});
  const driver = new RedisDriver({ client, ...options });
  return {
    driver,
    async close() {
      await driver.close();
      // While it waits before it connects again, its end would not be told.
      if (client.status !== 'ready') await heard(client, 'ready');
      const isEnded = heard(client, 'end');
      client.disconnect();
      await isEnded;
    },
  };
}

/** Unlike `once` of node:events, it goes on where an error comes first: a reset may be told late. */
function heard(client: NodeJS.EventEmitter, event: string): Promise<void> {
  return new Promise((resolve) => client.once(event, () => resolve()));
}
