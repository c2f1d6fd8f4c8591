import type { Failure, Summary } from './summary.ts';

/** What broke, and how to see it. */
export function describeFailure({ seed, violations }: Failure): string {
  const lines = violations.slice(0, 5).map(({ rule, details }) => `  not true: ${rule}\n    ${details}`);
  return [`seed ${seed}: npm run simulate -- --seed ${seed} --trace`, ...lines].join('\n');
}

/** What was exercised, what was excused, and the first failures. */
export function describeSummary({ seeds, failed, failures, excused, counts }: Summary): string {
  const table = (values: ReadonlyMap<string, number>) =>
    [...values]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `  ${name.padEnd(52)}${String(count).padStart(12)}`);
  return [
    ...failures.map(describeFailure),
    'what happened',
    ...table(counts),
    'excused, as the documents say',
    ...table(excused),
    `${seeds} seeds, ${failed} of them broke a promise`,
  ].join('\n');
}
