import { setImmediate } from 'node:timers/promises';

/** A list that the backend holds. */
interface Stored {
  readonly key: string;
  readonly texts: readonly string[];
  /** Another one after each change. */
  readonly version: number;
  /** In milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
}

/** What can be asked; each is done in one step. `name` is under which the list is held, `key` whose it is. */
export type Request =
  | { readonly do: 'get'; readonly name: string; readonly last?: number }
  | (Change & { readonly do: 'put' | 'push' })
  | { readonly do: 'drop'; readonly name: string; readonly ifVersion?: number }
  | { readonly do: 'touch'; readonly name: string; readonly ttlMs: number }
  | { readonly do: 'list'; readonly expiredToo?: boolean };

interface Change {
  readonly name: string;
  /** Done only where the list has that version; 0: where there is none. */
  readonly ifVersion?: number;
  readonly key: string;
  readonly texts: readonly string[];
  readonly ttlMs?: number;
}

export interface Answer {
  readonly done: boolean;
  readonly version: number;
  readonly texts: readonly string[] | null;
  readonly rows?: readonly { readonly name: string; readonly key: string }[];
}

/** How a driver reaches the backend. */
export type Connection = (request: Request) => Promise<Answer>;

/** A database in miniature. */
export class TinyBackend {
  readonly #lists = new Map<string, Stored>();
  #version = 0;

  /** A request takes a while to arrive, and so does its answer. */
  readonly connect: Connection = async (request) => {
    await setImmediate();
    const answer = this.execute(request);
    await setImmediate();
    return answer;
  };

  execute(request: Request): Answer {
    if (request.do === 'list') {
      const lists = [...this.#lists].filter(([, list]) => request.expiredToo || isAlive(list));
      return { done: true, version: 0, texts: null, rows: lists.map(([name, { key }]) => ({ name, key })) };
    }
    const found = this.#lists.get(request.name);
    const list = found && isAlive(found) ? found : undefined;
    const version = list?.version ?? 0;
    if ('ifVersion' in request && request.ifVersion !== version) return { done: false, version, texts: null };
    if (request.do === 'drop') this.#lists.delete(request.name);
    if (request.do === 'touch' && list) this.#hold(request.name, { ...list, expiresAt: Date.now() + request.ttlMs });
    if (request.do === 'put' || request.do === 'push') {
      const { key, ttlMs } = request;
      const texts = request.do === 'push' && list ? [...list.texts, ...request.texts] : request.texts;
      const before = request.do === 'push' && list ? list.expiresAt : null;
      this.#hold(request.name, { key, texts, expiresAt: ttlMs === undefined ? before : Date.now() + ttlMs });
    }
    const last = request.do === 'get' && request.last !== undefined ? request.last : Number.POSITIVE_INFINITY;
    const texts = (request.do === 'get' && list?.texts.slice(Math.max(0, list.texts.length - last))) || null;
    return { done: true, version, texts };
  }

  /** The names of what is held for a key, however it is called. */
  namesOf(key: string): string[] {
    return [...this.#lists].filter(([, list]) => list.key === key).map(([name]) => name);
  }

  #hold(name: string, list: Omit<Stored, 'version'>): void {
    this.#version++;
    this.#lists.set(name, { ...list, version: this.#version });
  }
}

function isAlive({ expiresAt }: Stored): boolean {
  return expiresAt === null || expiresAt > Date.now();
}
