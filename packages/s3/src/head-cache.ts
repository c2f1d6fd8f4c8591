import type { Head } from './list-format.ts';

/** A head as the store has it, or had it. */
export interface StoredHead {
  readonly head: Head;
  readonly etag: string;
}

/** In characters of their tails, and in lists: what a driver keeps in memory. */
const [mostCharacters, mostHeads] = [16 * 1024 * 1024, 1_000];

/**
 * The heads of the lists that the driver met last, so that an append need not read before it writes. One that is out of date
 * costs a request, and no more: its etag is the condition.
 */
export class HeadCache {
  /** By the head's key, the longest unused first. */
  readonly #heads = new Map<string, StoredHead>();
  #characters = 0;

  put(key: string, stored: StoredHead): void {
    this.take(key);
    this.#heads.set(key, stored);
    this.#characters += stored.head.tail.length;
    for (const oldest of this.#heads.keys()) {
      if (this.#characters <= mostCharacters && this.#heads.size <= mostHeads) return;
      this.take(oldest);
    }
  }

  /** Whoever takes it puts back what it knows to be stored then. */
  take(key: string): StoredHead | null {
    const stored = this.#heads.get(key);
    if (!stored) return null;
    this.#heads.delete(key);
    this.#characters -= stored.head.tail.length;
    return stored;
  }
}
