import type { SessionIdentity } from '@agentstore/core';
import type { Link } from './link.ts';

/** A driver that missed a write may hold too little; one that missed a removal holds what nobody may see. */
export type MissedChange = 'write' | 'remove';

/** What drivers missed, as far as this process knows. Until it is made good, what they hold is not trusted alone. */
export class MissedChanges {
  readonly #missed = new Map<Link, Map<string, MissedChange>>();

  note(link: Link, identity: SessionIdentity, change: MissedChange): void {
    const missed = this.#missed.get(link) ?? new Map<string, MissedChange>();
    this.#missed.set(link, missed);
    // What had to go must go, whatever else was missed since.
    if (missed.get(identity.key) !== 'remove') missed.set(identity.key, change);
  }

  of(link: Link, identity: SessionIdentity): MissedChange | null {
    return this.#missed.get(link)?.get(identity.key) ?? null;
  }

  /** Whether there was anything to make good. */
  forget(link: Link, identity: SessionIdentity): boolean {
    return this.#missed.get(link)?.delete(identity.key) ?? false;
  }
}
