import { startRedis, type TestServer } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { RedisDriver, type RedisOptions } from '../src/index.ts';

/** A server for the block of tests that makes one: it is there while they run. */
export class ObservedServer {
  declare server: TestServer;
  /** A client beside the driver's, which sees what is stored. */
  declare observer: Redis;
  readonly #drivers: RedisDriver[] = [];

  constructor() {
    beforeAll(async () => {
      this.server = await startRedis();
      this.observer = new Redis(this.server.url);
    });
    afterAll(async () => {
      await Promise.all(this.#drivers.map((driver) => driver.close()));
      this.observer.disconnect();
      await this.server.stop();
    });
  }

  /** A driver, closed before the server is stopped. */
  open(options?: RedisOptions): RedisDriver {
    const driver = new RedisDriver({ url: this.server.url, ...options });
    this.#drivers.push(driver);
    return driver;
  }
}
