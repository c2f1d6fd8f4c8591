/** A promise that was not kept. */
export interface Violation {
  /** The promise. */
  readonly rule: string;
  /** What happened instead. */
  readonly details: string;
}

/** What may break a promise and is said so in the documents. */
export type Excuse =
  | 'every server that held it lost it'
  | 'every server that held what removed it lost that'
  | 'no driver took the removal'
  | 'what a removal could not see goes by the clock'
  | 'clocks disagree by minutes'
  | 'nobody noticed what a server lost'
  | 'who would have noted it was killed'
  | 'no driver took note, and who knew of it ended'
  | 'who took note lost that, and who knew of it ended'
  | 'what had failed was done late'
  | 'two rewrites did not see each other'
  | 'a removal and a rewrite did not see each other'
  | 'a driver that missed it holds what a removal left'
  | 'a server went back a short while ago'
  | 'a cache that had dropped it was given an older list'
  | 'a driver that lost it spoke for one that was away';

/** What a checker found. */
export class Findings {
  readonly violations: Violation[] = [];
  readonly excused = new Map<string, number>();

  /** A breach of the rule, unless one of the excuses holds. */
  judge(rule: string, details: () => string, excuses: Partial<Record<Excuse, () => boolean>> = {}): void {
    for (const [excuse, holds] of Object.entries(excuses)) {
      if (!holds()) continue;
      this.excused.set(excuse, (this.excused.get(excuse) ?? 0) + 1);
      return;
    }
    this.violations.push({ rule, details: details() });
  }
}
