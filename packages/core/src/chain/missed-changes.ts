import type { SessionIdentity } from '@agentstore/core';
import type { Link } from './link.ts';

interface MissedChange {
  readonly identity: SessionIdentity;
  /** The ids of the hints that tell other processes of it. */
  readonly hints: Set<string>;
}

/** In which lists drivers missed a change, as far as this process knows. Until they are mended they are not trusted alone. */
export class MissedChanges {
  readonly #missed = new Map<Link, Map<string, MissedChange>>();

  /** Whether that is new. */
  note(link: Link, identity: SessionIdentity, hint?: string): boolean {
    const missed = this.#missed.get(link) ?? new Map<string, MissedChange>();
    this.#missed.set(link, missed);
    const known = missed.get(identity.key);
    const change = known ?? { identity, hints: new Set() };
    missed.set(identity.key, change);
    if (hint !== undefined) change.hints.add(hint);
    return !known;
  }

  has(link: Link, { key }: SessionIdentity): boolean {
    return this.#missed.get(link)?.has(key) ?? false;
  }

  /** The hints that told of it; null: there was nothing to make good. */
  forget(link: Link, { key }: SessionIdentity): string[] | null {
    const missed = this.#missed.get(link);
    const change = missed?.get(key);
    missed?.delete(key);
    return change ? [...change.hints] : null;
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
