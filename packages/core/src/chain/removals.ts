import type { Item, SessionIdentity } from '@agentstore/core';
import { entriesOf } from '../journal/entry.ts';
import { accountOf } from '../journal/journal.ts';
import { timeOf } from '../journal/revision.ts';

interface Removal {
  readonly identity: SessionIdentity;
  /** Those of the hints that tell of it. */
  readonly hints: Set<string>;
  /** Where this process removed it; null: another one did. */
  tombstones: readonly Item[] | null;
}

/** Lists that were removed and may still have tombstones, as far as this process knows. */
export class Removals {
  /** In milliseconds: how long they are kept. */
  readonly lifeMs: number;
  readonly #removals = new Map<string, Removal>();

  constructor(lifeMs: number) {
    this.lifeMs = lifeMs;
  }

  note(identity: SessionIdentity, hint: string, tombstones: readonly Item[] | null = null): void {
    const removal = this.#removals.get(identity.key) ?? { identity, hints: new Set(), tombstones };
    this.#removals.set(identity.key, removal);
    removal.hints.add(hint);
    removal.tombstones = tombstones ?? removal.tombstones;
  }

  has({ key }: SessionIdentity): boolean {
    return this.#removals.has(key);
  }

  /** What this process left in the place of a list; null: it did not remove it. */
  tombstones({ key }: SessionIdentity): readonly Item[] | null {
    return this.#removals.get(key)?.tombstones ?? null;
  }

  /** Whether a removal by this process ended one of these entries: they are stored again. */
  ended(identity: SessionIdentity, items: readonly Item[]): boolean {
    const tombstones = this.tombstones(identity);
    if (!tombstones) return false;
    const isEnded = accountOf(entriesOf(tombstones));
    return items.some(({ _rev }) => typeof _rev === 'string' && isEnded(_rev));
  }

  /** Those whose tombstones may go. */
  due(): SessionIdentity[] {
    const latest = Date.now() - this.lifeMs;
    const isDue = ({ hints }: Removal) => [...hints].every((hint) => timeOf(hint) < latest);
    return [...this.#removals.values()].filter(isDue).map(({ identity }) => identity);
  }

  /** The hints that told of it. */
  forget({ key }: SessionIdentity): string[] {
    const hints = [...(this.#removals.get(key)?.hints ?? [])];
    this.#removals.delete(key);
    return hints;
  }
}
