import type { Item } from '@agentstore/core';
import type { Connection } from '../process/process-entry.ts';
import type { Random } from '../random.ts';
import type { List } from './backend.ts';
import type { Network, Sender, Server } from './network.ts';

/** What a driver does with a server, as ours do: atomic appends, and updates by compare-and-set. */
export class ServerConnection implements Connection {
  readonly #network: Network;
  readonly #sender: Sender;
  readonly #server: Server;
  readonly #random: Random;

  constructor(network: Network, sender: Sender, server: Server, random: Random) {
    this.#network = network;
    this.#sender = sender;
    this.#server = server;
    this.#random = random;
  }

  async read(key: string): Promise<Item[] | null> {
    return copy((await this.#get(key)).list);
  }

  async readLast(key: string, count: number): Promise<Item[] | null> {
    const { list } = await this.#get(key);
    return list && (count > 0 ? list.slice(-count) : []);
  }

  write(key: string, items: readonly Item[]): Promise<void> {
    const list = frozen(items);
    return this.#change('write', key, list, (backend) => void backend.set(key, list));
  }

  remove(key: string): Promise<void> {
    return this.#change('remove', key, [], (backend) => void backend.set(key, null));
  }

  append(key: string, items: readonly Item[]): Promise<void> {
    const list = frozen(items);
    return this.#change('append', key, list, (backend) => backend.append(key, list));
  }

  async update(key: string, change: (items: Item[] | null) => Item[] | null): Promise<Item[] | null> {
    for (;;) {
      const { list, commit } = await this.#get(key);
      const outcome = change(copy(list));
      const next = outcome && frozen(outcome);
      let own = 0;
      try {
        const isDone = await this.#change('commit', key, next ?? [], (backend) => {
          if (backend.get(key).commit !== commit) return false;
          own = backend.set(key, next);
          return true;
        });
        if (isDone) return outcome;
      } catch (error) {
        // Some drivers look whether their commit is there; others leave it to the caller.
        if (this.#random.chance(0.5)) throw error;
        if (own === 0 || (await this.#get(key)).commit !== own) throw error;
        return outcome;
      }
    }
  }

  keys(): Promise<string[]> {
    return this.#network.request(this.#sender, this.#server, {
      operation: 'list',
      key: '',
      effect: (backend) => backend.keys(),
    });
  }

  #get(key: string): Promise<{ readonly list: List | null; readonly commit: number }> {
    return this.#network.request(this.#sender, this.#server, {
      operation: 'read',
      key,
      effect: (backend) => backend.get(key),
    });
  }

  #change<T>(operation: string, key: string, carries: List, effect: (backend: Server['backend']) => T): Promise<T> {
    return this.#network.request(this.#sender, this.#server, { operation, key, carries, effect });
  }
}

function copy(list: List | null): Item[] | null {
  return list && [...list];
}

/** What is stored is shared by all that look at it: whoever changed it would be found out. */
function frozen(items: readonly Item[]): List {
  return items.map((item) => (Object.isFrozen(item) ? item : freeze(JSON.parse(JSON.stringify(item)) as Item)));
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const field of Object.values(Object.freeze(value))) freeze(field);
  }
  return value;
}
