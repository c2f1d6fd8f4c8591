import { type Call, retried } from '@agentstore/core/backend';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { attemptsFor } from './failure-kinds.ts';

/** Asks the server, again and again inside the deadline while it fails for a reason that may pass. */
export class Requests {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param work is told whether an attempt before may have been done, although nothing was heard of it */
  async send<T>(call: Call, work: (database: Database, wasRepeated: boolean) => Promise<T>): Promise<T> {
    const attempt = async (failures: number) => {
      try {
        return await this.#connection.use(call, (database) => work(database, failures > 0));
      } catch (error) {
        throw unwrapped(error);
      }
    };
    return retried(call, attempt, attemptsFor);
  }
}

/** A bulk write that came to nothing rejects with an error around the one that says why. */
function unwrapped(error: unknown): unknown {
  const { errorResponse } = Object(error) as { errorResponse?: { name?: unknown } };
  return String(errorResponse?.name).startsWith('Mongo') ? errorResponse : error;
}
