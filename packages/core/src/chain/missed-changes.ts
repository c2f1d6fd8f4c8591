import type { SessionIdentity } from '@agentstore/core';
import type { Link } from './link.ts';

interface MissedChange {
  readonly identity: SessionIdentity;
  /** The ids of the hints that tell other processes of it. */
  readonly hints: Set<string>;
  /** The how-manieth miss was the last one in this list. */
  last: number;
}

/** In which lists drivers missed a change, as far as this process knows. Until they are mended they are not trusted alone. */
export class MissedChanges {
  readonly #missed = new Map<Link, Map<string, MissedChange>>();
  #count = 0;

  /** How many misses were noted ever. What is mended was read after so many, and lacks what was missed later. */
  get noted(): number {
    return this.#count;
  }

  /** Whether that is new. */
  note(link: Link, identity: SessionIdentity, hint?: string): boolean {
    const missed = this.#missed.get(link) ?? new Map<string, MissedChange>();
    this.#missed.set(link, missed);
    const known = missed.get(identity.key);
    const change = known ?? { identity, hints: new Set(), last: 0 };
    missed.set(identity.key, change);
    if (hint === undefined || !change.hints.has(hint)) change.last = ++this.#count;
    if (hint !== undefined) change.hints.add(hint);
    return !known;
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
}
