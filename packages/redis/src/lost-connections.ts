import type { RedisClient, RedisNode } from './client.ts';

const watched = new WeakMap<RedisClient, LostConnections>();

/** Takes note of each connection that a client loses. All drivers with the same client share the listeners. */
export class LostConnections {
  /** How many there were. */
  count = 0;
  readonly #client: RedisClient;
  readonly #nodes = new Set<RedisNode>();
  readonly #tasks = new Set<() => void>();
  #users = 0;

  private constructor(client: RedisClient) {
    this.#client = client;
  }

  static of(client: RedisClient): LostConnections {
    const lost = watched.get(client) ?? new LostConnections(client);
    watched.set(client, lost);
    lost.#users += 1;
    if (lost.#users === 1) lost.#watchAll();
    return lost;
  }

  /** Whoever asked for it is done with it: the last one takes the listeners away. */
  release(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#client.off('+node', this.#watch);
    for (const node of this.#nodes) node.off('close', this.#lose);
    this.#nodes.clear();
  }

  /** Runs work, and `task` whenever a connection is lost meanwhile. */
  async during<T>(work: Promise<T>, task: () => void): Promise<T> {
    this.#tasks.add(task);
    try {
      return await work;
    } finally {
      this.#tasks.delete(task);
    }
  }

  #watchAll(): void {
    this.#watch(this.#client);
    // A cluster's nodes come and go, each with a connection of its own.
    for (const node of this.#client.nodes?.('all') ?? []) this.#watch(node);
    this.#client.on('+node', this.#watch);
  }

  readonly #watch = (node: RedisNode): void => {
    this.#nodes.add(node);
    node.on('close', this.#lose);
  };

  readonly #lose = (): void => {
    this.count += 1;
    for (const task of this.#tasks) task();
  };
}
