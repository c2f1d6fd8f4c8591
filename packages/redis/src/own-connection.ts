import type { Call } from '@agentstore/core/backend';
import type { RedisClient } from './client.ts';
import type { Connection } from './connection.ts';
import { OwnClient } from './own-client.ts';

/**
 * The driver's own connection: opened on first use and shared, opened again when it was lost. It sends nothing twice. One
 * that kept a call waiting beyond its deadline gets no more calls, so that none of them has to wait behind what hangs.
 */
export class OwnConnection implements Connection {
  readonly resends = null;
  readonly secrets: readonly string[];
  readonly #url: string;
  readonly #connectTimeoutMs: number;
  #current: OwnClient | null = null;

  constructor(url: string, timeoutMs: number) {
    this.#url = url;
    this.#connectTimeoutMs = timeoutMs;
    const { password } = new URL(url);
    this.secrets = password === '' ? [] : [...new Set([password, decodeURIComponent(password)])];
  }

  async use<T>(call: Call, work: (client: RedisClient) => Promise<T>): Promise<T> {
    const own = this.#currentClient();
    own.users += 1;
    try {
      const client = own.ready ?? (await call.wait(() => own.whenReady));
      if (own.users > 1) own.gather();
      return await call.wait(() => work(client));
    } catch (error) {
      // After a failover the name of the server may lead to the new primary.
      if (call.isOver || own.hasFailed || isOfReplica(error)) this.#retire(own);
      throw error;
    } finally {
      own.users -= 1;
      if (own.users === 0 && own !== this.#current) own.close();
    }
  }

  close(): void {
    this.#current?.close();
    this.#current = null;
  }

  #currentClient(): OwnClient {
    if (!this.#current || this.#current.hasFailed) this.#current = new OwnClient(this.#url, this.#connectTimeoutMs);
    return this.#current;
  }

  /** Those who still wait for its answers may go on; then it is closed. */
  #retire(own: OwnClient): void {
    if (this.#current === own) this.#current = null;
  }
}

function isOfReplica(error: unknown): boolean {
  return String((error as Error).message).startsWith('READONLY');
}
