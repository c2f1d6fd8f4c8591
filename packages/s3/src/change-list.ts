import { setTimeout as delay } from 'node:timers/promises';
import type { SessionIdentity } from '@agentstore/core';
import { type Call, retried } from '@agentstore/core/backend';
import { ObjectChanged } from './bucket.ts';
import { namedOperations, wasStored } from './doubt.ts';
import { type Draft, removedDraft } from './draft.ts';
import type { StoredHead } from './head-cache.ts';
import { type Head, headText } from './list-format.ts';
import { makeNonce } from './nonce.ts';
import { driverOf } from './operation-id.ts';
import { attemptsFor, mayBeDone } from './request-error.ts';
import type { S3Lists } from './s3-lists.ts';
import { StoredParts } from './stored-parts.ts';

/** What a change makes of a list as it is. */
export interface Proposal<T> {
  /** null: it leaves the list as it is. */
  readonly draft: Draft | null;
  /** Keys of parts that nobody needs once the draft is stored. */
  readonly doomed: readonly string[];
  readonly result: T;
}

export interface Changed<T> {
  readonly proposal: Proposal<T>;
  /** What is stored now; null: nothing was changed. */
  readonly stored: StoredHead | null;
}

/** Called with what is stored; null: there is no head. */
type Propose<T> = (stored: StoredHead | null) => Promise<Proposal<T>>;

interface ChangeOptions {
  /** Whether the head may be the one that the driver met last. */
  readonly isWarm?: boolean;
  /** Whether it replaces the list whatever that holds, also where it is damaged. */
  readonly isBlind?: boolean;
  /** Whether it is about lists that are being removed. */
  readonly isRemoval?: boolean;
}

/** Somebody else is about to delete the head. */
class RemovalUnderWay extends Error {
  override readonly name = 'RemovalUnderWay';
}

const bornLength = 8;
/** In milliseconds: between attempts that met others. */
const [firstPause, longestPause] = [10, 160];

/**
 * In milliseconds: how long others leave a head alone that says that the list is removed. Stores other than AWS may delete it
 * whatever it is by then: so whoever deletes it makes sure that it is younger than half of that.
 */
export const removalPatienceMs = 1_000;

/**
 * Changes a list, in one step: by putting a head in the place of the one that was read, if it is still that. Else again. No head
 * is ever like another one, since it names the operation that made it: so an etag that was replaced does not come back.
 *
 * @param propose may be called more than once
 */
export async function changeList<T>(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  propose: Propose<T>,
  options: ChangeOptions = {},
): Promise<Changed<T>> {
  const parts = new StoredParts(lists, call, identity);
  const changed = await new ListChange(lists, call, identity, parts, propose, options).run();
  const { draft, doomed } = changed.proposal;
  await lists.removeParts(call, [...doomed, ...(draft ? parts.remainsBeside(draft) : [])]);
  return changed;
}

class ListChange<T> {
  readonly #lists: S3Lists;
  readonly #call: Call;
  readonly #identity: SessionIdentity;
  readonly #key: string;
  readonly #parts: StoredParts;
  readonly #propose: Propose<T>;
  readonly #options: ChangeOptions;
  /** Names the operation that holds the place while parts are stored. */
  readonly #placeholder: string;
  readonly #operation: string;
  /** What was sent, of which nobody knows whether it was stored. */
  #doubt: { readonly proposal: Proposal<T>; readonly head: Head } | null = null;
  #proposed: { readonly etag: string; readonly proposal: Proposal<T> } | null = null;
  #lastFailure: unknown = null;
  #removal: { readonly etag: string; readonly since: number } | null = null;

  constructor(
    lists: S3Lists,
    call: Call,
    identity: SessionIdentity,
    parts: StoredParts,
    propose: Propose<T>,
    options: ChangeOptions,
  ) {
    this.#lists = lists;
    this.#call = call;
    this.#identity = identity;
    this.#key = lists.headKey(identity);
    this.#parts = parts;
    this.#propose = propose;
    this.#options = options;
    this.#placeholder = lists.ids.next();
    this.#operation = lists.ids.next();
  }

  /** Tries until it is done, or there is no time left. */
  async run(): Promise<Changed<T>> {
    for (let conflicts = 0; ; ) {
      try {
        return await retried(
          this.#call,
          () => this.#attempt(),
          // All requests but those for heads were tried again already.
          (error) => (error === this.#lastFailure ? attemptsFor(error) : 1),
        );
      } catch (error) {
        if (!(error instanceof ObjectChanged || error instanceof RemovalUnderWay)) throw error;
        conflicts += 1;
        const pause = Math.random() * Math.min(longestPause, firstPause * 2 ** conflicts);
        // What it failed for says more than that there was no time left.
        if (pause >= this.#call.timeLeft) throw error;
        await this.#call.wait(() => delay(pause));
      }
    }
  }

  async #attempt(): Promise<Changed<T>> {
    const isFirst = this.#lastFailure === null;
    const kept = isFirst && this.#options.isWarm ? await this.#keptHead() : null;
    const stored = kept ?? (await this.#lists.readHead(this.#call, this.#identity, this.#options.isBlind));
    if (this.#doubt && wasStored(this.#doubt.head, stored)) return { proposal: this.#doubt.proposal, stored };
    this.#doubt = null;
    if (stored?.head.isRemoved) this.#waitFor(stored);
    // What an earlier attempt met, and still holds, is answered by what that one proposed.
    const earlier = this.#proposed?.etag === stored?.etag ? this.#proposed?.proposal : undefined;
    const proposal = earlier ?? (await this.#propose(stored));
    const { draft } = proposal;
    if (!draft) return { proposal, stored: null };
    const base = stored ?? (draft.parts.length > 0 ? await this.#holdPlace() : null);
    this.#proposed = base && { etag: base.etag, proposal };
    await this.#parts.store(draft);
    const head = this.#headOf(draft, base, this.#operation);
    try {
      return { proposal, stored: await this.#replace(base, head) };
    } catch (error) {
      if (!(error instanceof ObjectChanged) && mayBeDone(error)) this.#doubt = { proposal, head };
      throw error;
    }
  }

  /** As the driver met it last. */
  async #keptHead(): Promise<StoredHead | null> {
    const { courtesy, heads } = this.#lists;
    const pause = courtesy.pauseBefore(this.#key);
    if (pause > 0) await this.#call.wait(() => delay(pause));
    return heads.take(this.#key);
  }

  /** Throws RemovalUnderWay, for a while. */
  #waitFor({ head, etag }: StoredHead): void {
    const [newest] = head.operations;
    if (this.#options.isRemoval || newest === this.#placeholder) return;
    if (this.#removal?.etag !== etag) this.#removal = { etag, since: performance.now() };
    if (performance.now() - this.#removal.since < removalPatienceMs) {
      throw new RemovalUnderWay('the list is being removed');
    }
  }

  /**
   * Puts a head there that says that there is no list yet. "No head" is a state that comes back: parts that are stored under it
   * might be taken for remains of a list that was begun and removed meanwhile. An etag does not come back.
   */
  #holdPlace(): Promise<StoredHead> {
    return this.#replace(null, this.#headOf(removedDraft(), null, this.#placeholder));
  }

  async #replace(base: StoredHead | null, head: Head): Promise<StoredHead> {
    const { bucket, courtesy, heads } = this.#lists;
    heads.take(this.#key);
    const start = performance.now();
    try {
      const etag = await bucket.replace(this.#call, this.#key, headText(head), base?.etag ?? null);
      const stored = { head, etag };
      heads.put(this.#key, stored);
      courtesy.measure(performance.now() - start);
      return stored;
    } catch (error) {
      this.#lastFailure = error;
      if (error instanceof ObjectChanged) courtesy.meet(this.#key);
      throw error;
    }
  }

  #headOf({ generation, sealed, isRemoved, tail }: Draft, base: StoredHead | null, operation: string): Head {
    const others = (base?.head.operations ?? []).filter((other) => driverOf(other) !== driverOf(operation));
    return {
      identity: this.#identity.key,
      born: base?.head.born ?? makeNonce(bornLength),
      generation,
      sealed,
      expiresAt: isRemoved ? null : this.#lists.expiresAt,
      isRemoved,
      operations: [operation, ...others].slice(0, namedOperations),
      tail,
    };
  }
}
