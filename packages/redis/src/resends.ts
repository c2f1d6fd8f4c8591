import type { RedisClient } from './client.ts';
import { LostConnections } from './lost-connections.ts';

/** How many lists a driver remembers. */
const mostKnown = 1_000;

/** An operation's id behind its guard: '1' if it is to change only a list in which the driver has a slot, else '0'. */
export type Operation = string | Uint8Array;

/**
 * What the user's client may send twice. ioredis sends a command again after it lost a connection, in a cluster always,
 * else unless autoResendUnfulfilledCommands is off. A script knows an operation again by the driver's slot in the list.
 * Where the list has none, since others removed it or began it anew, only this side can tell a first sending from a second.
 */
export class Resends {
  /** Keys of lists in which the driver has a slot, the longest unused first. */
  readonly #known = new Set<string>();
  readonly #lost: LostConnections;

  constructor(client: RedisClient) {
    this.#lost = LostConnections.of(client);
  }

  /** Takes note that the driver has a slot in a list. */
  know(key: string): void {
    this.#known.delete(key);
    this.#known.add(key);
    for (const oldest of this.#known) {
      if (this.#known.size <= mostKnown) return;
      this.#known.delete(oldest);
    }
  }

  /** Sends a change of a list. `isDoubtful`: it was guarded, and there is no slot. */
  async send<T>(
    key: string,
    id: string,
    change: (operation: Operation) => Promise<T>,
    isDoubtful: (reply: T) => boolean,
  ): Promise<T> {
    if (this.#known.delete(key)) {
      const { count } = this.#lost;
      const reply = await change(`1${id}`);
      // With no connection lost that was the first sending: others have removed the list.
      if (!isDoubtful(reply) || count !== this.#lost.count) return reply;
    }
    // ioredis keeps bytes as it was given them and reads them whenever it sends: the guard is '0' at first, '1' after a lost connection.
    const operation = Buffer.from(`0${id}`);
    return this.#lost.during(change(operation), () => operation.write('1'));
  }

  stop(): void {
    this.#lost.release();
  }
}
