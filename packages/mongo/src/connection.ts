import type { Call } from '@agentstore/core/backend';
import type { Database } from './database.ts';

/** How the driver reaches the server: by a client of its own, or by the user's. */
export interface Connection {
  /** Hands the database to `work`, and waits for both until the call's deadline. */
  use<T>(call: Call, work: (database: Database) => Promise<T>): Promise<T>;
  /** What no error may show. */
  readonly secrets: readonly string[];
  /** Ends what the driver opened. */
  close(): Promise<void>;
}
