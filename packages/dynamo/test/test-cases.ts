import { type ConformanceCase, type ConformanceOptions, driverTests } from '@agentstore/conformance';

/**
 * Those that wait for time to pass wait at once. Those of big lists come last: what they leave is in the way of every listing
 * that looks at the whole table.
 */
export function testCases(
  options: ConformanceOptions,
  isWanted: (each: ConformanceCase) => boolean = () => true,
): void {
  const cases = driverTests(options).filter(isWanted);
  const bigOnes = cases.filter(({ guarantee }) => guarantee === 'G6');
  const others = cases.filter(({ guarantee }) => guarantee !== 'G6');
  for (const { title, guarantee, run, timeoutMs } of [...others, ...bigOnes]) {
    (guarantee === 'G8' ? test.concurrent : test)(title, run, timeoutMs);
  }
}
