import type { SessionIdentity } from '@agentstore/core';
import { hintLifeMs } from './hint-book.ts';
import type { Link } from './link.ts';

interface MissedChange {
  readonly identity: SessionIdentity;
  /** The ids of the hints that tell of it, of all processes. */
  readonly hints: Set<string>;
  /** The how-manieth miss was the last one in this list. */
  last: number;
  /** When this process noted it in the drivers, by the clock that only goes on; null: it did not. */
  hintedAt: number | null;
  /** The hint that it left there. */
  ownHint: string | null;
}

/** In which lists drivers missed a change, as far as this process knows. Until they are mended they are not trusted alone. */
export class MissedChanges {
  readonly #missed = new Map<Link, Map<string, MissedChange>>();
  #count = 0;

  /** How many misses were noted ever. What is mended was read after so many, and lacks what was missed later. */
  get noted(): number {
    return this.#count;
  }

  /** Whether that is to be noted in the drivers: it was not yet, or so long ago that others may have seen to it. */
  note(link: Link, identity: SessionIdentity): boolean {
    const change = this.#changeOf(link, identity);
    change.last = ++this.#count;
    const now = performance.now();
    if (change.hintedAt !== null && now - change.hintedAt < hintLifeMs) return false;
    change.hintedAt = now;
    return true;
  }

  /** A process left a hint of it in the drivers. */
  learn(link: Link, identity: SessionIdentity, hint: string): void {
    const change = this.#changeOf(link, identity);
    if (!change.hints.has(hint)) change.last = ++this.#count;
    change.hints.add(hint);
  }

  /** The same of this process. Returns the earlier hint, which is needed no more. */
  hinted(link: Link, identity: SessionIdentity, hint: string): string[] {
    const change = this.#changeOf(link, identity);
    const earlier = change.ownHint === null ? [] : [change.ownHint];
    for (const one of earlier) change.hints.delete(one);
    change.ownHint = hint;
    this.learn(link, identity, hint);
    return earlier;
  }

  has(link: Link, { key }: SessionIdentity): boolean {
    return this.#missed.get(link)?.has(key) ?? false;
  }

  /** Whether a link missed a change of the list after so many misses. */
  isSince(noted: number, { key }: SessionIdentity): boolean {
    return [...this.#missed.values()].some((missed) => (missed.get(key)?.last ?? 0) > noted);
  }

  /** The hints that told of it; null: there was nothing to make good, or something was missed after so many misses. */
  forget(link: Link, { key }: SessionIdentity, noted: number): string[] | null {
    const missed = this.#missed.get(link);
    const change = missed?.get(key);
    if (!change || change.last > noted) return null;
    missed?.delete(key);
    return [...change.hints];
  }

  /** How many lists the link has to be given. */
  count(link: Link): number {
    return this.#missed.get(link)?.size ?? 0;
  }

  /** The lists in which the link missed something. */
  identities(link: Link): SessionIdentity[] {
    return [...(this.#missed.get(link)?.values() ?? [])].map(({ identity }) => identity);
  }

  #changeOf(link: Link, identity: SessionIdentity): MissedChange {
    const missed = this.#missed.get(link) ?? new Map<string, MissedChange>();
    this.#missed.set(link, missed);
    const change = missed.get(identity.key) ?? { identity, hints: new Set(), last: 0, hintedAt: null, ownHint: null };
    missed.set(identity.key, change);
    return change;
  }
}
