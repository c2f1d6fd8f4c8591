import { checkAcknowledgements } from './check/acknowledgements.ts';
import { checkFinal } from './check/final.ts';
import { checkReads } from './check/reads.ts';
import { checkRefusals } from './check/refusals.ts';
import { Findings, type Violation } from './check/violation.ts';
import { befall } from './faults/befall.ts';
import { heal } from './heal.ts';
import { calmPlanOf, planOf } from './plan/plan.ts';
import { type Cores, Simulation } from './simulation.ts';
import { work } from './workload/workload.ts';

export interface SeedOptions {
  /** Whether to write down what happens, for people. */
  readonly isTraced?: boolean;
  /** Whether no fault happens at all, and the clocks agree. Default: as the seed says. */
  readonly isCalm?: boolean;
  /** Operations of the plan that do not happen, by their place. */
  readonly withoutOperations?: ReadonlySet<number>;
  readonly withoutFaults?: ReadonlySet<number>;
}

export interface SeedResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** How often which excuse held. */
  readonly excused: ReadonlyMap<string, number>;
  /** How often what happened. */
  readonly counts: ReadonlyMap<string, number>;
  readonly trace: readonly string[];
  /** The same for the same events. */
  readonly hash: number;
}

/** In milliseconds: whatever was begun is over by then, the longest faults and what is done once all is well. */
const afterwardsMs = 5 * 60 * 60_000;

const none: ReadonlySet<number> = new Set();

/** Lets one world go its way, and judges it. */
export async function runSeed(seed: number, cores: Cores, options: SeedOptions = {}): Promise<SeedResult> {
  const { isTraced = false, isCalm = false, withoutOperations = none, withoutFaults = none } = options;
  const plan = isCalm ? calmPlanOf(seed) : planOf(seed);
  const simulation = new Simulation(plan, cores, isTraced);
  const { scheduler, record } = simulation;
  const findings = new Findings();
  simulation.trace(() => `chain ${JSON.stringify(plan.chain)} servers ${JSON.stringify(plan.servers)}`);
  simulation.trace(() => `clocks ${plan.processes.map(({ clockOffset }) => `${clockOffset} ms`).join(', ')}`);
  const story = async () => {
    await Promise.all([
      work(simulation, (at) => withoutOperations.has(at)),
      befall(simulation, (at) => withoutFaults.has(at)),
    ]);
    await heal(simulation, findings);
    await checkFinal(simulation, findings);
  };
  let failure: unknown;
  const told = story();
  const noteFailure = (error: unknown) => {
    failure ??= error;
  };
  told.catch(noteFailure);
  await scheduler.run(told, plan.length + afterwardsMs).catch(noteFailure);
  if (failure) findings.judge('nothing fails once all is well', () => String((failure as Error).stack ?? failure));
  for (const fault of record.faults) findings.judge('each call does what it says', () => fault);
  checkReads(simulation, findings);
  checkAcknowledgements(simulation, findings);
  checkRefusals(simulation, findings);
  countAll(simulation);
  return {
    seed,
    violations: findings.violations,
    excused: findings.excused,
    counts: record.counts,
    trace: simulation.lines ?? [],
    hash: scheduler.hash,
  };
}

function countAll({ record, scheduler }: Simulation): void {
  record.count('events', scheduler.count);
  record.count('messages sent', record.sent.size);
  const acknowledged = [...record.sent.values()].filter(({ acknowledgedAt }) => Number.isFinite(acknowledgedAt));
  record.count('messages acknowledged', acknowledged.length);
  record.count('reads', record.reads.length);
  record.count('reads marked', record.reads.filter(({ isMarked }) => isMarked).length);
  record.count('rewrites tried', record.attempts.length);
}
