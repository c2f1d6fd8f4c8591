import type { Call } from '@agentstore/core/backend';
import type { RedisClient } from './client.ts';
import type { Resends } from './resends.ts';

/** How the driver reaches the server: by a connection of its own, or by the user's client. */
export interface Connection {
  /** Hands a client to `work`, and waits for both until the call's deadline. */
  use<T>(call: Call, work: (client: RedisClient) => Promise<T>): Promise<T>;
  /** What the client may send twice; null: it never does. */
  readonly resends: Resends | null;
  /** What no error may show. */
  readonly secrets: readonly string[];
  /** Ends what the driver opened, at once. */
  close(): void;
}
