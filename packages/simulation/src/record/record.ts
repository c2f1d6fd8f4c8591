import type { View } from './message.ts';

type Outcome = 'pending' | 'done' | 'failed';

/** From the call until it settled. A call that a crash or the end cut short is pending for ever. */
export interface Call {
  readonly process: number;
  readonly session: string;
  readonly startedAt: number;
  /** Infinity: it never settled. */
  endedAt: number;
  outcome: Outcome;
  error?: unknown;
}

/** A message, and what became of the attempts to store it. */
export interface Sent {
  readonly n: number;
  readonly session: string;
  readonly process: number;
  /** Counts the calls that sent messages, in all processes: those of one storage are in the order of its calls. */
  readonly storage: number;
  /** All that its storage had read or stored before, by number. */
  readonly after: readonly number[];
  readonly sentAt: number;
  /** When the call began that was acknowledged; Infinity: none was. */
  acknowledgedFrom: number;
  acknowledgedAt: number;
  /** When it was sent last: a call that failed may be repeated, also after a removal. */
  lastSentAt: number;
  /** The entry that brought it; undefined: it never left. */
  revision?: string;
}

/** What one run of an update's function made of what it was given. */
export interface Attempt {
  readonly session: string;
  readonly process: number;
  readonly at: number;
  readonly revision: string;
  readonly seen: View;
  readonly left: View;
  /** All revisions that it saw, itself or through the rewrites among them. */
  readonly standsFor: ReadonlySet<string>;
  /** Infinity: it was not acknowledged, which does not say that it was not stored. */
  acknowledgedAt: number;
}

/** What somebody wanted a list to be, whatever it was. */
export interface Wanted {
  readonly session: string;
  readonly process: number;
  readonly at: number;
  readonly view: View;
}

export interface Read extends Call {
  readonly kind: 'read' | 'last' | 'update';
  /** null: there is no list. */
  view?: View | null;
  /** All of it, or the end alone. */
  isWhole: boolean;
  /** Whether the chain told that this read may be old. */
  isMarked: boolean;
}

/** All that was asked and answered. */
export class Record {
  readonly sent = new Map<number, Sent>();
  readonly attempts: Attempt[] = [];
  readonly reads: Read[] = [];
  readonly removals: Call[] = [];
  readonly calls: Call[] = [];
  readonly wanted: Wanted[] = [];
  /** By revision: whether each call that was to append it was rejected since a queue was full. */
  readonly refused = new Map<unknown, boolean>();
  /** What went wrong while it ran, in words. */
  readonly faults: string[] = [];
  /** How often what happened. */
  readonly counts = new Map<string, number>();

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }
}
