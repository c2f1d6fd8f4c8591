import type { SessionIdentity } from '@agentstore/core';
import type { MissedChanges } from './missed-changes.ts';
import { RecentMap } from './recent-map.ts';

/** In milliseconds: after that, drivers are compared again, since another process may have noticed what this one did not. */
export const agreementLifeMs = 60_000;
/** Of how many lists a chain remembers that they agree. */
const mostKnown = 10_000;

/** A comparison under way. What was changed since it began, it says nothing of. */
export interface Look {
  /** By the clock that only goes on. */
  readonly since: number;
  /** In milliseconds since 1970: the same moment. */
  readonly at: number;
  readonly age: number;
  /** How many misses were noted before. */
  readonly noted: number;
}

interface Agreement {
  readonly since: number;
  /** In milliseconds since 1970: when the whole lists were found to agree; null: their ends alone were. */
  readonly wholeAt: number | null;
}

/** Of which lists this process knows that all drivers held the same. */
export class Agreements {
  readonly #agreements = new RecentMap<Agreement>(mostKnown);
  readonly #missed: MissedChanges;
  #age = 0;

  constructor(missed: MissedChanges) {
    this.#missed = missed;
  }

  begin(): Look {
    return { since: performance.now(), at: Date.now(), age: this.#age, noted: this.#missed.noted };
  }

  /**
   * The drivers were found to agree, or made to. Not noted where one missed something since the look began, or came back: who
   * knows with what.
   */
  note(identity: SessionIdentity, { since, at, age, noted }: Look, what: 'ends' | 'whole'): void {
    if (age !== this.#age || this.#missed.isSince(noted, identity)) return;
    const { key } = identity;
    const wholeAt = what === 'whole' ? at : (this.#agreements.get(key)?.wholeAt ?? null);
    this.#agreements.set(key, { since, wholeAt });
  }

  isKnown({ key }: SessionIdentity): boolean {
    const agreement = this.#agreements.get(key);
    return agreement !== undefined && performance.now() - agreement.since <= agreementLifeMs;
  }

  wholeAt({ key }: SessionIdentity): number | null {
    return this.#agreements.get(key)?.wholeAt ?? null;
  }

  forget({ key }: SessionIdentity): void {
    this.#agreements.delete(key);
  }

  forgetAll(): void {
    this.#age += 1;
    this.#agreements.clear();
  }
}
