import type { CaseDefinition, Guarantee, Need } from './case.ts';
import { allCases } from './cases/all-cases.ts';
import { withDeadline } from './deadline.ts';
import type { ConformanceOptions } from './options.ts';
import { Stage } from './stage.ts';

/** One test, for any runner: `test(title, run, timeoutMs)`. */
export interface ConformanceCase {
  /** A sentence of the contract. */
  readonly title: string;
  readonly guarantee: Guarantee;
  /** Why it runs for this driver: what the options gave or called native. Empty for what every driver must pass. */
  readonly needs: readonly Need[];
  /** In milliseconds: what the runner should allow. A case that takes too long rejects by itself before that. */
  readonly timeoutMs: number;
  /** Rejects where the driver is at fault, and says what was expected. Uses identities of its own, and closes what it opened. */
  run(): Promise<void>;
}

/** In milliseconds: to close drivers and end processes, after a case too. */
const closingMs = 10_000;

/** The cases that apply to a driver. They share nothing: run them in any order, or all at once. */
export function driverTests(options: ConformanceOptions): ConformanceCase[] {
  return allCases(options.sizes).flatMap(({ guarantee, cases }) =>
    cases
      .filter((definition) => applies(definition, options))
      .map((definition) => ({
        title: definition.title,
        guarantee,
        needs: definition.needs ?? [],
        timeoutMs: deadlineOf(definition) + 2 * closingMs,
        run: () => run(definition, options),
      })),
  );
}

function applies({ needs = [], unlessNative }: CaseDefinition, options: ConformanceOptions): boolean {
  const given = new Set<Need>(options.native);
  if (options.startProcess) given.add('processes');
  if (options.leftovers) given.add('leftovers');
  if (options.breakable) given.add('breakable');
  return needs.every((need) => given.has(need)) && !(unlessNative && given.has(unlessNative));
}

async function run(definition: CaseDefinition, options: ConformanceOptions): Promise<void> {
  const stage = new Stage(options);
  const [tested] = await Promise.allSettled([
    withDeadline(definition.test(stage), deadlineOf(definition), 'the case did not come to its end'),
  ]);
  const [closed] = await Promise.allSettled([withDeadline(stage.close(), closingMs, 'close() did not settle')]);
  // Why the case failed is more to the point than what went wrong afterwards.
  for (const result of [tested, closed]) if (result.status === 'rejected') throw result.reason;
}

function deadlineOf({ deadlineMs = 30_000 }: CaseDefinition): number {
  return deadlineMs;
}
