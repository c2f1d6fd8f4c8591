import type { Violation } from './check/violation.ts';
import type { SeedResult } from './run-seed.ts';

export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

/** How many failing seeds are kept with what broke; of the others, the number. */
const mostKept = 20;

/** What many seeds came to. */
export class Summary {
  seeds = 0;
  failed = 0;
  /** The first ones, in the order of their seeds. */
  failures: Failure[] = [];
  readonly excused = new Map<string, number>();
  readonly counts = new Map<string, number>();

  add({ seed, violations, excused, counts }: SeedResult): void {
    this.seeds += 1;
    if (violations.length > 0) {
      this.failed += 1;
      this.#keep([{ seed, violations }]);
    }
    addAll(this.excused, excused);
    addAll(this.counts, counts);
  }

  /** Takes in what another thread summed up; between threads it is no more than its fields. */
  merge(other: Pick<Summary, 'seeds' | 'failed' | 'failures' | 'excused' | 'counts'>): void {
    this.seeds += other.seeds;
    this.failed += other.failed;
    this.#keep(other.failures);
    addAll(this.excused, other.excused);
    addAll(this.counts, other.counts);
  }

  #keep(failures: readonly Failure[]): void {
    this.failures = [...this.failures, ...failures].sort((a, b) => a.seed - b.seed).slice(0, mostKept);
  }
}

function addAll(sums: Map<string, number>, values: ReadonlyMap<string, number>): void {
  for (const [name, value] of values) sums.set(name, (sums.get(name) ?? 0) + value);
}
