import type { SessionIdentity } from '@agentstore/core';
import type { Entry, Head } from './entry-table.ts';

/** How many lists a driver remembers. */
const mostKnown = 10_000;

/** What the next append to a list needs to know. It may be out of date: the backend decides. */
export interface KnownList {
  readonly generation: string;
  /** The number of the last entry; 0: there is none. */
  readonly last: number;
  /** As in Head and Entry: when the list expires. */
  readonly expires: number | null;
  /** Whether its head tells that it may expire. */
  readonly isExpiring: boolean;
}

/** What this driver met last, the longest unused first. */
export class KnownLists {
  readonly #lists = new Map<string, KnownList>();

  get({ key }: SessionIdentity): KnownList | undefined {
    return this.#lists.get(key);
  }

  set({ key }: SessionIdentity, known: KnownList): void {
    this.#lists.delete(key);
    this.#lists.set(key, known);
    for (const oldest of this.#lists.keys()) {
      if (this.#lists.size <= mostKnown) return;
      this.#lists.delete(oldest);
    }
  }

  /** What a look at its head and its last entry has shown. */
  note(list: SessionIdentity, { generation, expires: begun }: Head, last: Entry | undefined): void {
    const expires = last ? last.expires : begun;
    this.set(list, { generation, last: last?.number ?? 0, expires, isExpiring: begun !== null });
  }

  forget({ key }: SessionIdentity): void {
    this.#lists.delete(key);
  }

  forgetAll(): void {
    this.#lists.clear();
  }
}
