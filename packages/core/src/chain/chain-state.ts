import type { EventListeners } from './events.ts';
import type { Link } from './link.ts';
import type { MissedChanges } from './missed-changes.ts';

/** What the operations of one chain share. */
export interface ChainState {
  readonly links: readonly Link[];
  /** How many links must acknowledge a change. */
  readonly minWrites: number;
  readonly missed: MissedChanges;
  readonly events: EventListeners;
}
