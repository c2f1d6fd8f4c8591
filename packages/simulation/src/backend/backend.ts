import type { Item } from '@agentstore/core';
import type { Scheduler } from '../scheduler.ts';

export type List = readonly Item[];

/** Why a list is what it is: a driver asked for it, or something befell the backend. */
export type Cause = 'request' | 'expired' | 'evicted' | 'lost' | 'restored';

/** From when on a list was so. */
export interface PhysicalState {
  readonly at: number;
  readonly list: List | null;
  readonly cause: Cause;
}

interface Stored {
  readonly list: List;
  /** Which change made it, so that compare-and-set can compare, and whoever lost a reply can recognise its own. */
  readonly commit: number;
  readonly expiresAt: number;
}

/** What a backend physically holds, and ever held. It does as it is told, in one step each; faults happen around it. */
export class Backend {
  readonly name: string;
  /** Infinity: lists do not expire. */
  readonly ttlMs: number;
  /** Each list's states, oldest first. */
  readonly states = new Map<string, PhysicalState[]>();
  /** When a revision was first held here. */
  readonly heldSince = new Map<unknown, number>();
  #lists = new Map<string, Stored>();
  readonly #scheduler: Scheduler;
  #commits = 0;

  constructor(name: string, ttlMs: number, scheduler: Scheduler) {
    this.name = name;
    this.ttlMs = ttlMs;
    this.#scheduler = scheduler;
  }

  get(key: string): { readonly list: List | null; readonly commit: number } {
    const stored = this.#lists.get(key);
    if (!stored) return { list: null, commit: 0 };
    if (stored.expiresAt > this.#scheduler.now) return stored;
    this.#set(key, null, 'expired');
    return { list: null, commit: 0 };
  }

  /** The number of the commit. */
  set(key: string, list: List | null): number {
    return this.#set(key, list, 'request');
  }

  append(key: string, items: List): void {
    this.#set(key, [...(this.get(key).list ?? []), ...items], 'request');
  }

  keys(): string[] {
    return [...this.#lists.keys()].filter((key) => this.get(key).list);
  }

  evict(key: string): void {
    if (this.get(key).list) this.#set(key, null, 'evicted');
  }

  snapshot(): Snapshot {
    return new Map(this.#lists);
  }

  /** What a restart finds instead of what there was: nothing, or what stood there at that time. */
  restore(snapshot: Snapshot): void {
    const before = this.#lists;
    for (const key of new Set([...before.keys(), ...snapshot.keys()])) {
      const stored = snapshot.get(key);
      if (stored === before.get(key)) continue;
      this.#set(key, stored?.list ?? null, stored ? 'restored' : 'lost', stored?.expiresAt);
    }
  }

  #set(key: string, list: List | null, cause: Cause, expiresAt = this.#scheduler.now + this.ttlMs): number {
    this.#commits += 1;
    const { now } = this.#scheduler;
    if (list) {
      for (const { _rev } of list) if (!this.heldSince.has(_rev)) this.heldSince.set(_rev, now);
      this.#lists.set(key, { list, commit: this.#commits, expiresAt });
    } else this.#lists.delete(key);
    const states = this.states.get(key) ?? [];
    this.states.set(key, states);
    states.push({ at: now, list, cause });
    return this.#commits;
  }
}

export type Snapshot = ReadonlyMap<string, Stored>;
