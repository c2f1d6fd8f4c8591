import type { Agreements } from './agreements.ts';
import type { ChainOptions } from './chain-config.ts';
import type { EventListeners } from './events.ts';
import type { HintBook } from './hint-book.ts';
import type { Link } from './link.ts';
import type { MissedChanges } from './missed-changes.ts';
import type { NewestRevisions } from './newest-revisions.ts';
import type { Removals } from './removals.ts';
import type { Upkeep } from './upkeep.ts';
import type { WriteBehind } from './write-behind.ts';

/** What the operations of one chain share. */
export interface ChainState {
  /** The same in every process: it stands in the tombstones, and the hints are kept under it. */
  readonly id: string;
  /** All of them, in the order of their priority. */
  readonly links: readonly Link[];
  /** Those that count: not in the background. */
  readonly foreground: readonly Link[];
  /** Those of them that keep what they were given for as long as the chain does: the others are caches. */
  readonly lasting: readonly Link[];
  /** How many links of the foreground must acknowledge a change. */
  readonly minWrites: number;
  readonly reads: NonNullable<ChainOptions['reads']>;
  readonly missed: MissedChanges;
  readonly hints: HintBook;
  /** By the clock that only goes on; null: not yet. */
  hintsLearnedAt: number | null;
  readonly removals: Removals;
  readonly agreements: Agreements;
  readonly newest: NewestRevisions;
  readonly events: EventListeners;
  readonly background: WriteBehind;
  readonly upkeep: Upkeep;
}
