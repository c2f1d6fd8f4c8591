import type { IdentityFilter, SessionIdentity } from '@agentstore/core';
import type { Call, Claim, Entry, EntryTable, Head, ListedHead, Part, Step } from '@agentstore/core/backend';
import { claimNumber } from './claim.ts';
import { eraseGeneration } from './erase.ts';
import { storedGenerations } from './generations.ts';
import { createHead, readHead, replaceHead } from './heads.ts';
import { listedHeads } from './list.ts';
import { allEntries, lastEntries, partTexts } from './read-entries.ts';
import type { Requests } from './requests.ts';
import { storeEntries } from './store.ts';

/** Lists in one table: a head and its entries are records, each with a key that the driver makes. */
export class DynamoTable implements EntryTable {
  /** A record has at most 400 KB with its keys. */
  readonly longestText = 380_000;
  /** With keys that are no longer than most, that is four write units or one read unit. */
  readonly packedText = 3_950;
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
    return claimNumber(this.#requests, call, list, generation, entry);
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
    return allEntries(this.#requests, call, list, generation);
  }

  lastEntries(call: Call, list: SessionIdentity, generation: string, count: number): Promise<Entry[]> {
    return lastEntries(this.#requests, call, list, generation, count);
  }

  parts(call: Call, list: SessionIdentity, generation: string, operation: string): Promise<string[]> {
    return partTexts(this.#requests, call, list, generation, operation);
  }

  generations(call: Call, list: SessionIdentity): Promise<string[]> {
    return storedGenerations(this.#requests, call, list);
  }

  erase(call: Call, list: SessionIdentity, generation: string): Promise<void> {
    return eraseGeneration(this.#requests, call, list, generation);
  }

  heads(filter: IdentityFilter | undefined, step: Step): AsyncIterable<readonly ListedHead[]> {
    return listedHeads(this.#requests, filter, step);
  }
}
