import type { IdentityFilter, SessionIdentity } from '@agentstore/core';
import type { Call, Claim, Entry, EntryTable, Head, ListedHead, Part, Step } from '@agentstore/core/backend';
import { claimEntry } from './claim.ts';
import { readEntries, readLastEntries, readParts } from './entries.ts';
import { eraseGeneration, readGenerations } from './generations.ts';
import { createHead, readHead, replaceHead } from './heads.ts';
import { readHeads } from './list.ts';
import type { Requests } from './requests.ts';
import { storeEntries } from './store.ts';

/** Lists in one collection of MongoDB: a document for each head, entry and part. See layout.ts. */
export class MongoTable implements EntryTable {
  /** A document has at most 16,777,216 bytes, and its `_id` up to 7,000. */
  readonly longestText = 12_000_000;
  readonly packedText = 16_000;
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  head(call: Call, list: SessionIdentity): Promise<Head | null> {
    return readHead(this.#requests, call, list);
  }

  createHead(call: Call, list: SessionIdentity, head: Head): Promise<boolean> {
    return createHead(this.#requests, call, list, head);
  }

  replaceHead(call: Call, list: SessionIdentity, generation: string, head: Head | null): Promise<boolean> {
    return replaceHead(this.#requests, call, list, generation, head);
  }

  claim(call: Call, list: SessionIdentity, generation: string, entry: Entry): Promise<Claim> {
    return claimEntry(this.#requests, call, list, generation, entry);
  }

  store(
    call: Call,
    list: SessionIdentity,
    generation: string,
    entries: readonly Entry[],
    parts: readonly Part[],
  ): Promise<void> {
    return storeEntries(this.#requests, call, list, generation, entries, parts);
  }

  entries(call: Call, list: SessionIdentity, generation: string): Promise<Entry[]> {
    return readEntries(this.#requests, call, list, generation);
  }

  lastEntries(call: Call, list: SessionIdentity, generation: string, count: number): Promise<Entry[]> {
    return readLastEntries(this.#requests, call, list, generation, count);
  }

  parts(call: Call, list: SessionIdentity, generation: string, operation: string): Promise<string[]> {
    return readParts(this.#requests, call, list, generation, operation);
  }

  generations(call: Call, list: SessionIdentity): Promise<string[]> {
    return readGenerations(this.#requests, call, list);
  }

  erase(call: Call, list: SessionIdentity, generation: string): Promise<void> {
    return eraseGeneration(this.#requests, call, list, generation);
  }

  heads(filter: IdentityFilter | undefined, step: Step): AsyncIterable<readonly ListedHead[]> {
    return readHeads(this.#requests, filter, step);
  }
}
