import { calmPlanOf, planOf } from './plan/plan.ts';
import { runSeed, type SeedOptions } from './run-seed.ts';
import type { Cores } from './simulation.ts';

/** What can be left out of a failing seed, so that it still breaks the same promise and is shorter to read. */
export async function shrink(seed: number, isCalm: boolean, cores: Cores): Promise<SeedOptions> {
  const plan = isCalm ? calmPlanOf(seed) : planOf(seed);
  const rule = (await runSeed(seed, cores, { isCalm })).violations[0]?.rule;
  const without = { operations: new Set<number>(), faults: new Set<number>() };
  if (rule === undefined) return {};

  const options = () => ({ isCalm, withoutOperations: without.operations, withoutFaults: without.faults });
  const stillBreaks = async () =>
    (await runSeed(seed, cores, options())).violations.some((violation) => violation.rule === rule);

  for (const [places, count] of [
    [without.faults, plan.faults.length],
    [without.operations, plan.operations.length],
  ] as const) {
    for (let size = Math.ceil(count / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let first = 0; first < count; first += size) {
        const tried = Array.from({ length: size }, (_, at) => first + at).filter((at) => at < count && !places.has(at));
        if (tried.length === 0) continue;
        for (const at of tried) places.add(at);
        if (!(await stillBreaks())) for (const at of tried) places.delete(at);
      }
    }
  }
  return options();
}
