import type { Redis } from 'ioredis';

/** In milliseconds: how long a closed connection may wait for a server that does not answer. */
const disconnectTimeoutMs = 100;

/** One connection, from its beginning to its end. It is never opened again: whoever needs another one makes it. */
export class OwnClient {
  /** How many operations wait for its answers. */
  users = 0;
  /** Rejects where the server cannot be reached, or refuses the connection. */
  readonly whenReady: Promise<Redis>;
  #client: Redis | null = null;
  #isReady = false;
  #isEnded = false;
  #lastError: unknown = null;

  constructor(url: string, connectTimeoutMs: number) {
    this.whenReady = this.#connect(url, connectTimeoutMs);
    // Whoever waits for it gets the error, perhaps nobody any more.
    this.whenReady.catch(() => {});
  }

  /** The client, once it can be used. */
  get ready(): Redis | null {
    return this.#isReady ? this.#client : null;
  }

  /** Whether the connection could not be made, or was lost. */
  get hasFailed(): boolean {
    return this.#isEnded;
  }

  /**
   * Before something is asked: what others ask meanwhile goes out with it, in one piece. Each piece costs both sides a
   * system call, which takes longer than all else that an append does.
   */
  gather(): void {
    const stream = this.#client?.stream;
    if (!stream || stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  close(): void {
    this.#isEnded = true;
    this.#client?.disconnect();
  }

  async #connect(url: string, connectTimeoutMs: number): Promise<Redis> {
    try {
      // On first use: the import alone takes as long as a hundred operations.
      const { default: Client } = await import('ioredis');
      if (this.#isEnded) throw new Error('Connection is closed.');
      const client = new Client(url, {
        lazyConnect: true,
        connectTimeout: connectTimeoutMs,
        disconnectTimeout: disconnectTimeoutMs,
        // A command is sent once, on the connection that there is, or it fails.
        retryStrategy: () => null,
        enableOfflineQueue: false,
        autoResendUnfulfilledCommands: false,
        // What the driver asks tells the same, and needs no right to ask INFO and CLIENT.
        enableReadyCheck: false,
        disableClientInfo: true,
      });
      this.#client = client;
      client.on('error', (error: unknown) => {
        this.#lastError = error;
      });
      client.on('end', () => {
        this.#isEnded = true;
      });
      await client.connect();
      // ioredis goes on with database 0 where it cannot select another one.
      if (client.options.db) await client.call('select', client.options.db);
      this.#isReady = true;
      return client;
    } catch (error) {
      this.close();
      throw this.#lastError ?? error;
    }
  }
}
