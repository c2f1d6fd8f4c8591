import { type MongoClient, MongoNetworkError } from 'mongodb';
import type { MongoClient as AnyMongoClient } from '../src/index.ts';

/** What the driver asks a collection for. */
const requests = [
  'bulkWrite',
  'updateOne',
  'replaceOne',
  'insertMany',
  'deleteOne',
  'deleteMany',
  'findOne',
  'toArray',
];

/** When the connection is lost: before the server has seen the request, or when it has done it and nobody knows. */
export type Loss = 'request' | 'reply';

/**
 * A client of the user's that loses its connection around some of its requests to a collection. What it sends, a real server
 * answers.
 */
export class LossyClient implements AnyMongoClient {
  /** How many requests there were. */
  count = 0;
  readonly options: object;
  readonly #client: MongoClient;
  #isLost: (number: number) => boolean = () => false;
  #loss: Loss = 'reply';
  readonly #answers = new Map<string, readonly object[]>();
  #meanwhile: () => Promise<unknown> = async () => {};

  constructor(client: MongoClient) {
    this.options = client.options;
    this.#client = client;
  }

  connect(): Promise<unknown> {
    return this.#client.connect();
  }

  on(event: 'connectionClosed', listener: () => void): void {
    this.#client.on(event, listener);
  }

  off(event: 'connectionClosed', listener: () => void): void {
    this.#client.off(event, listener);
  }

  /** Counts from now on, from 1. Where `isLost` says so of a request's number, it is lost, after `meanwhile` was done. */
  lose(loss: Loss, isLost: (number: number) => boolean, meanwhile: () => Promise<unknown> = async () => {}): void {
    this.count = 0;
    this.#loss = loss;
    this.#isLost = isLost;
    this.#meanwhile = meanwhile;
  }

  /** What a method that gives a cursor finds from now on, instead of what the server has. */
  answer(method: string, found: readonly object[]): void {
    this.#answers.set(method, found);
  }

  db(name?: string, options?: object): object {
    return this.#watched(this.#client.db(name, options));
  }

  /** The same object, but for its requests and for what it gives that has some. */
  #watched<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (requests.includes(String(name))) return (...args: unknown[]) => this.#ask(() => value.apply(target, args));
        const answer = this.#answers.get(String(name));
        if (answer) return () => ({ toArray: async () => answer });
        if (!['collection', 'find', 'listCollections'].includes(String(name))) return value.bind(target);
        return (...args: unknown[]) => this.#watched(value.apply(target, args));
      },
    });
  }

  async #ask(send: () => Promise<unknown>): Promise<unknown> {
    this.count += 1;
    if (!this.#isLost(this.count)) return send();
    if (this.#loss === 'reply') await send();
    await this.#meanwhile();
    throw new MongoNetworkError('connection lost');
  }
}
