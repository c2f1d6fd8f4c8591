import type { IdentityFilter, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';

/** What stands for a list: without it there is none. Never more than a kilobyte. */
export interface Head {
  /** Which entries are the list's: those of this generation. No two lives of a list share one. */
  readonly generation: string;
  /** The head was made for an append to come: as long as there are no entries, there is no list. It may stay so when they are there. */
  readonly isVoid: boolean;
  /** In milliseconds since 1970, until the first entry says otherwise: when the list expires. null: never. */
  readonly expires: number | null;
  /**
   * The newest operations, one of each writer, whose changes are in what this generation began with: so a writer that met
   * another generation than its own learns whether it is in it. At most 24 texts of some 14 letters.
   */
  readonly operations: readonly string[];
}

/** What one append added, or a part of a rewritten list. Never changed once it is stored. */
export interface Entry {
  /** Its place in the generation, from 1 on. */
  readonly number: number;
  /** By which a writer knows its own entry again. */
  readonly operation: string;
  /** JSON of the items without the outer brackets; where there are parts, what follows them. */
  readonly text: string;
  /** How many parts lie beside it, under its operation: what is too big for one entry. */
  readonly parts: number;
  /** In milliseconds since 1970: when the list expires, if this is its last entry. null: never. */
  readonly expires: number | null;
  /**
   * The last entry of a generation that was replaced has no items: the list goes on under this head, or is removed (null).
   * Left out: the entry is one with items.
   */
  readonly next?: Head | null;
}

/** What became of an entry that was to be stored. */
export interface Claim {
  /**
   * Whether it is stored, now or by an attempt before. false: another one has its number. Where it was repeated and its number
   * was taken by what cannot be read any more: true, and not alive.
   */
  readonly isOurs: boolean;
  /** Whether the list's head had the entry's generation after it was stored. Counts only for our own. */
  readonly isAlive: boolean;
  /** Whether it was sent more than once, so that an earlier attempt may have stored it. */
  readonly wasRepeated: boolean;
}

/** A text that belongs to an entry. */
export interface Part {
  readonly operation: string;
  readonly place: number;
  readonly text: string;
}

export interface ListedHead {
  readonly identity: SessionIdentity;
  readonly head: Head;
}

/** Does a part of a listing, which has a deadline of its own. */
export type Step = <T>(work: (call: Call) => Promise<T>) => Promise<T>;

/**
 * A backend that keeps entries under keys and stores one only where there is none with its key: a table, a collection. Every
 * method reads what was acknowledged last, and may try again by itself where that changes nothing.
 */
export interface EntryTable {
  /** In bytes of UTF-8: how long the text of an entry or a part may be. */
  readonly longestText: number;
  /** In bytes of UTF-8: what a rewrite puts into one entry. Small enough that the last items are few entries. */
  readonly packedText: number;

  head(call: Call, list: SessionIdentity): Promise<Head | null>;
  /** Where there is none. Resolves with whether this one is there now. */
  createHead(call: Call, list: SessionIdentity, head: Head): Promise<boolean>;
  /** Puts a head, or none (null), in the place of the one with that generation. false: there is another one, or none. */
  replaceHead(call: Call, list: SessionIdentity, generation: string, head: Head | null): Promise<boolean>;

  /**
   * Stores an entry if its number is free. After that, and not before, looks whether the head has that generation. May set
   * the head's `isVoid` to false where the entry has items, which saves a listing the look at them.
   */
  claim(call: Call, list: SessionIdentity, generation: string, entry: Entry): Promise<Claim>;
  /** Stores what no head leads to yet, in any order. */
  store(
    call: Call,
    list: SessionIdentity,
    generation: string,
    entries: readonly Entry[],
    parts: readonly Part[],
  ): Promise<void>;
  /** All entries, by their numbers. */
  entries(call: Call, list: SessionIdentity, generation: string): Promise<Entry[]>;
  /** The `count` entries with the highest numbers, by their numbers. */
  lastEntries(call: Call, list: SessionIdentity, generation: string, count: number): Promise<Entry[]>;
  /** The texts of an entry's parts, in their order. */
  parts(call: Call, list: SessionIdentity, generation: string, operation: string): Promise<string[]>;

  /** Of everything that is stored for the list but its head. */
  generations(call: Call, list: SessionIdentity): Promise<string[]>;
  /** Deletes all entries and parts of a generation. */
  erase(call: Call, list: SessionIdentity, generation: string): Promise<void>;

  /** Heads of the lists that match, page by page. */
  heads(filter: IdentityFilter | undefined, step: Step): AsyncIterable<readonly ListedHead[]>;
}
